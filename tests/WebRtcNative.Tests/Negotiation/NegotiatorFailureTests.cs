using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>The other side is gone.</summary>
public sealed class NegotiatorFailureTests : NativeTest
{
    private static readonly PeerConnectionOptions s_impatient = new()
    {
        IncludeTcp = false,
        IncludeIPv6 = false,
        IceTiming = new IceTimingOptions
        {
            UnwritableTimeout = TimeSpan.FromMilliseconds(200),
            UnwritableMinChecks = 2,
            InactiveTimeout = TimeSpan.FromMilliseconds(400),
            ReceivingTimeout = TimeSpan.FromMilliseconds(200),
            StablePingInterval = TimeSpan.FromMilliseconds(100),
            CheckIntervalStrong = TimeSpan.FromMilliseconds(100),
            BackupPairPingInterval = TimeSpan.FromMilliseconds(100), // each pair has to fail
        },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Failed_PeerIsGone_OffersOnceWithNewCredentials(bool isPolled)
    {
        using var queue = isPolled ? new EventQueue() : null;
        using var pair = new NegotiatedPair(queue, 1, options: s_impatient);
        pair.UntilSettled(pair.A.Connection.CreateDataChannel("channel"));
        pair.B.Dispose();
        var before = pair.A.Offers;
        var states = new ConcurrentQueue<PeerConnectionState>();
        pair.A.Connection.ConnectionStateChanged += (_, state) => states.Enqueue(state);
        pair.Signaling = (_, _) => [];

        pair.Until(() => pair.A.Offers > before, "the offer of the restart");
        pair.Until(() => pair.A.Connection.IceGatheringState == IceGatheringState.Complete, "gathered");
        for (var frames = 0; frames < 500; frames++)
        {
            pair.Frame();
            Wait.Frame();
        }

        // One for each time that the state became Failed.
        Assert.InRange(pair.A.Offers - before, 1, Math.Min(Negotiator.MaxRestarts, states.Count(state => state == PeerConnectionState.Failed)));
        Assert.False(DescriptionCandidates.UsernameFragments(pair.A.Connection.PendingLocalDescription)
            .Overlaps(DescriptionCandidates.UsernameFragments(pair.A.Connection.CurrentLocalDescription)));
    }

    // Another process took the place of the peer. The engine may even connect to it, but such a connection is not supported.
    [Fact]
    public void Receive_OfAnotherConnection_ChangesNothingForANewPair()
    {
        using var queue = new EventQueue();
        using var pair = new NegotiatedPair(queue, 2, options: s_impatient);
        pair.UntilSettled(pair.A.Connection.CreateDataChannel("channel"));
        pair.B.Dispose();
        pair.A.Calling = null; // polled below
        using var other = new NegotiatedPeer(false, queue, s_impatient);
        other.Connection.CreateDataChannel("of another process");

        Wait.Until(
            () =>
            {
                while (other.Outgoing.TryDequeue(out var message))
                    pair.A.Negotiator.Receive(message);
                while (pair.A.Outgoing.TryDequeue(out var message))
                    other.Negotiator.Receive(message);
                return !pair.A.Errors.IsEmpty || !other.Errors.IsEmpty
                    || other.Connection.ConnectionState is PeerConnectionState.Failed or PeerConnectionState.Connected;
            },
            () => $"an end; {pair.A.Describe()}; {other.Describe()}",
            () => queue.Poll());

        using var next = new NegotiatedPair(queue, 3, options: s_impatient);
        next.UntilSettled(next.A.Connection.CreateDataChannel("channel"));
        Assert.Empty(next.A.Errors.Concat(next.B.Errors));
    }
}
