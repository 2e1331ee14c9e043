using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>close of the connection closes what belongs to it, at once.</summary>
public sealed class ConnectionClosePage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-close.html";

    [Wpt(Page, "all channels are closed, when nothing was negotiated")]
    public void Close_NotConnected_AllChannelsClosed()
    {
        var connection = NewConnection();
        var channels = Enumerable.Range(0, 24).Select(i => Create(connection, i)).ToList();
        Assert.DoesNotContain(channels, channel => channel.State == DataChannelState.Closed);

        connection.Close();

        Assert.All(channels, channel => Assert.Equal(DataChannelState.Closed, channel.State));
    }

    [Wpt(Page, "all channels are closed, when the connection was connected")]
    public void Close_Connected_AllChannelsClosed()
    {
        var pair = NewPair();
        var (a, b) = pair.Open();
        var channels = Enumerable.Range(2, 23).Select(i => Create(pair.A, i)).Append(a).Append(b).ToList();
        Assert.DoesNotContain(channels, channel => channel.State == DataChannelState.Closed);

        pair.A.Close();
        pair.B.Close();

        Assert.All(channels, channel => Assert.Equal(DataChannelState.Closed, channel.State));
    }

    [Wpt(Page, "the SCTP transport is closed")]
    public void Close_Connected_SctpClosed()
    {
        var pair = NewPair();
        pair.Open();

        pair.A.Close();
        pair.B.Close();

        Assert.Equal((SctpTransportState.Closed, SctpTransportState.Closed), (pair.A.Sctp!.State, pair.B.Sctp!.State));
    }

    private static DataChannel Create(PeerConnection connection, int i) => connection.CreateDataChannel(
        $"number {i}", i % 2 == 0 ? new DataChannelOptions { Negotiated = true, Id = i + 100 } : null);
}
