using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

public sealed class DataChannelOptionsTests : NativeTest
{
    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1.9, 1)]
    [InlineData(65_535, 65_535)]
    public void MaxPacketLifeTime_FractionOfAMillisecond_IsCutOff(double given, int milliseconds)
    {
        var options = new DataChannelOptions { MaxPacketLifeTime = TimeSpan.FromMilliseconds(given) };

        var channel = Own(new PeerConnection()).CreateDataChannel("channel", options);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), channel.MaxPacketLifeTime);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(65_535 * TimeSpan.TicksPerMillisecond + 1)]
    [InlineData((1L << 32) * TimeSpan.TicksPerMillisecond)]
    [InlineData(long.MaxValue)]
    public void MaxPacketLifeTime_OutOfRange_IsNamed(long ticks)
    {
        var connection = Own(new PeerConnection());

        Assert.Throws<ArgumentOutOfRangeException>(
            nameof(DataChannelOptions.MaxPacketLifeTime),
            () => connection.CreateDataChannel("channel", new DataChannelOptions { MaxPacketLifeTime = new TimeSpan(ticks) }));
    }
}
