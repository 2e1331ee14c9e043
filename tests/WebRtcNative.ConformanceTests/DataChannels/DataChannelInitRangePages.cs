using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>Limits of reliability are 16 bits; anything else is refused, not cut.</summary>
public sealed class DataChannelInitRangePages : ConformanceTest
{
    private const string Retransmits = "RTCDataChannelInit-maxRetransmits-enforce-range.html";
    private const string LifeTime = "RTCDataChannelInit-maxPacketLifeTime-enforce-range.html";

    [WptTheory(Retransmits, "a value of 16 bits is taken")]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(65534)]
    [InlineData(65535)]
    public void MaxRetransmits_Within16Bits_Taken(int? value)
    {
        var channel = NewConnection().CreateDataChannel("channel", new DataChannelOptions { MaxRetransmits = value });

        Assert.Equal(value, channel.MaxRetransmits);
    }

    [WptTheory(Retransmits, "any other value is refused")]
    [InlineData(-1)]
    [InlineData(-100)]
    [InlineData(65536)]
    [InlineData(100000)]
    public void MaxRetransmits_Beyond_ArgumentOutOfRange(int value)
    {
        var connection = NewConnection();

        Assert.Throws<ArgumentOutOfRangeException>(
            () => connection.CreateDataChannel("channel", new DataChannelOptions { MaxRetransmits = value }));
    }

    [WptTheory(LifeTime, "a value of 16 bits is taken")]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(65534)]
    [InlineData(65535)]
    public void MaxPacketLifeTime_Within16Bits_Taken(int? milliseconds)
    {
        TimeSpan? value = milliseconds is { } given ? TimeSpan.FromMilliseconds(given) : null;
        var channel = NewConnection().CreateDataChannel("channel", new DataChannelOptions { MaxPacketLifeTime = value });

        Assert.Equal(value, channel.MaxPacketLifeTime);
    }

    [WptTheory(LifeTime, "any other value is refused")]
    [InlineData(-1)]
    [InlineData(-100)]
    [InlineData(65536)]
    [InlineData(100000)]
    public void MaxPacketLifeTime_Beyond_ArgumentOutOfRange(int value)
    {
        var connection = NewConnection();

        Assert.Throws<ArgumentOutOfRangeException>(
            () => connection.CreateDataChannel("channel", new DataChannelOptions { MaxPacketLifeTime = TimeSpan.FromMilliseconds(value) }));
    }
}
