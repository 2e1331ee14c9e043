using WebRtcNative.Tests.Support;
using WebRtcNative.TestPeer;

namespace WebRtcNative.TortureTests.Flood;

/// <summary>A, whose events are raised by themselves, connected to B, which is polled only while they connect.</summary>
internal sealed class DeafPair : IDisposable
{
    private readonly EventQueue _deaf;
    private readonly DataChannel _other;
    private readonly List<DataChannel> _received = [];

    public DeafPair(EventQueue deaf, long limit)
    {
        _deaf = deaf;
        A = new PeerConnection();
        B = new PeerConnection(new PeerConnectionOptions { ReceiveLimit = limit }, deaf);
        A.IceCandidateGathered += (_, candidate) => _ = B.AddIceCandidateAsync(candidate);
        B.IceCandidateGathered += (_, candidate) => _ = A.AddIceCandidateAsync(candidate);
        B.DataChannelReceived += Receive;
        Sender = A.CreateDataChannel("flood");
        _other = A.CreateDataChannel("other");
        var negotiation = CorePair.NegotiateAsync(A, B);
        Wait.Until(
            () => negotiation.IsCompletedSuccessfully && _received.Count == 2 && B.IceGatheringState == IceGatheringState.Complete
                && _received.Append(Sender).Append(_other).All(channel => channel.State == DataChannelState.Open),
            "connected",
            () => deaf.Poll());
        B.DataChannelReceived -= Receive;
    }

    public PeerConnection A { get; }

    public PeerConnection B { get; }

    public DataChannel Sender { get; }

    public DataChannel Receiver => _received.Single(channel => channel.Label == "flood");

    /// <summary>The connection and its other channel still work.</summary>
    public void Check()
    {
        var other = _received.Single(channel => channel.Label == "other");
        _other.Send("still there?");
        Wait.Until(() => other.AvailableMessageCount > 0, "a message on the other channel", () => _deaf.Poll());
        Assert.Equal("still there?".Length, other.Take(new byte[100]));
        Assert.Equal(PeerConnectionState.Connected, B.ConnectionState);
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }

    private void Receive(object? sender, DataChannel channel) => _received.Add(channel);
}
