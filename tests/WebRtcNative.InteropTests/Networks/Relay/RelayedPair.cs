using System.Net;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>Two connections that know of each other only ports of a relay.</summary>
internal sealed class RelayedPair : IDisposable
{
    // The relay has no TCP and no IPv6, so candidates of those are not gathered.
    private static readonly PeerConnectionOptions s_options = new() { IncludeTcp = false, IncludeIPv6 = false };

    private readonly EventQueue? _byHand;

    /// <param name="impairment">What the network does.</param>
    /// <param name="seed">Of its decisions.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="byHand">A queue that is polled while the pair waits; null for the shared one.</param>
    public RelayedPair(Impairment impairment, int seed, PeerConnectionOptions? options = null, EventQueue? byHand = null)
    {
        _byHand = byHand;
        options = (options ?? s_options) with { IncludeTcp = s_options.IncludeTcp, IncludeIPv6 = s_options.IncludeIPv6 };
        Relay = new UdpRelay(impairment, seed);
        A = new PeerConnection(options, byHand);
        B = new PeerConnection(options, byHand);
        A.IceCandidateGathered += (_, candidate) => Tell(B, RelaySide.A, candidate);
        B.IceCandidateGathered += (_, candidate) => Tell(A, RelaySide.B, candidate);
    }

    public UdpRelay Relay { get; }

    public PeerConnection A { get; }

    public PeerConnection B { get; }

    /// <summary>A channel of each option, open on both sides.</summary>
    public (DataChannel A, DataChannel B)[] Open(params DataChannelOptions[] options)
    {
        var channels = options.Select((option, id) => option with { Negotiated = true, Id = id })
            .Select(option => (A: A.CreateDataChannel("channel", option), B: B.CreateDataChannel("channel", option))).ToArray();
        var negotiation = CorePair.NegotiateAsync(A, B);
        Wait.Until(
            () => channels.All(channel => (channel.A.State, channel.B.State) == (DataChannelState.Open, DataChannelState.Open)),
            () => $"all channels open (A: {A.ConnectionState}, B: {B.ConnectionState}, {negotiation.Status})",
            Poll);
        Until(() => negotiation.IsCompleted, "the negotiation to end");
        negotiation.GetAwaiter().GetResult();
        return channels;
    }

    public void Until(Func<bool> condition, string what) =>
        Wait.Until(condition, () => $"{what} (A: {A.ConnectionState}, B: {B.ConnectionState})", Poll);

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        Relay.Dispose();
    }

    private void Poll() => _byHand?.Poll();

    /// <summary>Gives a candidate on, as the NAT shows it; of all networks only the loopback.</summary>
    private void Tell(PeerConnection connection, RelaySide side, IceCandidate candidate)
    {
        if (!MappedCandidate.IsServed(candidate))
            return;
        var mapped = Relay.Map(side, new IPEndPoint(IPAddress.Loopback, candidate.Port!.Value));
        _ = connection.AddIceCandidateAsync(MappedCandidate.WithPort(candidate, mapped.Port));
    }
}
