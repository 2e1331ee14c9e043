using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>The options that the announcement of a channel carries to the other side.</summary>
public sealed class DataChannelDcepPage : ConformanceTest
{
    private const string Page = "RTCDataChannel-dcep.html";

    [WptTheory(Page, "a reliable channel is ordered or not on both sides")]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_Reliable_SameOrder(bool ordered)
    {
        var (a, b) = NewPair().Open(new DataChannelOptions { Ordered = ordered });

        Assert.Equal((ordered, ordered), (a.Ordered, b.Ordered));
        Assert.Null(b.MaxRetransmits);
        Assert.Null(b.MaxPacketLifeTime);
    }

    [WptTheory(Page, "the limit of retransmissions is the same on both sides")]
    [InlineData(true, null)]
    [InlineData(true, 0)]
    [InlineData(true, 65535)]
    [InlineData(false, null)]
    [InlineData(false, 0)]
    [InlineData(false, 65535)]
    public void Open_MaxRetransmits_Same(bool ordered, int? limit)
    {
        var (a, b) = NewPair().Open(new DataChannelOptions { Ordered = ordered, MaxRetransmits = limit });

        Assert.Equal((ordered, limit), (a.Ordered, a.MaxRetransmits));
        Assert.Equal((ordered, limit), (b.Ordered, b.MaxRetransmits));
        Assert.Null(b.MaxPacketLifeTime);
    }

    [WptTheory(Page, "the life time of messages is the same on both sides")]
    [InlineData(true, null)]
    [InlineData(true, 0)]
    [InlineData(true, 65535)]
    [InlineData(false, null)]
    [InlineData(false, 0)]
    [InlineData(false, 65535)]
    public void Open_MaxPacketLifeTime_Same(bool ordered, int? milliseconds)
    {
        TimeSpan? limit = milliseconds is { } value ? TimeSpan.FromMilliseconds(value) : null;
        var (a, b) = NewPair().Open(new DataChannelOptions { Ordered = ordered, MaxPacketLifeTime = limit });

        Assert.Equal((ordered, limit), (a.Ordered, a.MaxPacketLifeTime));
        Assert.Equal((ordered, limit), (b.Ordered, b.MaxPacketLifeTime));
        Assert.Null(b.MaxRetransmits);
    }

    [Wpt(Page, "the priority is the same on both sides")]
    public void Open_HighPriority_Same()
    {
        var (a, b) = NewPair().Open(new DataChannelOptions { Priority = RtcPriority.High });

        Assert.Equal((RtcPriority.High, RtcPriority.High), (a.Priority, b.Priority));
    }

    [Wpt(Page, "the id is the same on both sides")]
    public void Open_Id_Same()
    {
        var (a, b) = NewPair().Open();

        Assert.InRange(a.Id!.Value, 0, 65534);
        Assert.Equal(a.Id, b.Id);
    }

    [WptTheory(Page, "label and protocol may be empty or as long as can be")]
    [InlineData('x', 0)]
    [InlineData('x', 65535)]
    [InlineData('€', 65535 / 3)]
    public void Open_LabelAndProtocol_Same(char letter, int length)
    {
        var text = new string(letter, length);
        var pair = NewPair();
        var a = pair.A.CreateDataChannel(text, new DataChannelOptions { Protocol = text });

        pair.Negotiate();

        pair.Until(() => a.State == DataChannelState.Open && !pair.ReceivedByB.IsEmpty, "open");
        var b = Assert.Single(pair.ReceivedByB);
        Assert.Equal((text, text), (a.Label, a.Protocol));
        Assert.Equal((text, text), (b.Label, b.Protocol));
    }
}
