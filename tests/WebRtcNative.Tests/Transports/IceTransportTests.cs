using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Transports;

public sealed class IceTransportTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IceTransport_Connect_ValuesOfBothSides(bool byHand)
    {
        var pair = Own(new CorePair(byHand ? Own(new EventQueue()) : null));
        Assert.Null(pair.A.Sctp);

        pair.Open();

        foreach (var connection in new[] { pair.A, pair.B })
        {
            var ice = Ice(connection);
            pair.Until(() => ice.State is IceTransportState.Connected or IceTransportState.Completed, "ICE connected");
            pair.Until(() => ice.GatheringState == IceGatheringState.Complete, "gathering complete");
            pair.Until(() => ice.SelectedCandidatePair != null, "a selected pair");
            Assert.Equal((int)connection.IceConnectionState, (int)ice.State);
            Assert.StartsWith("candidate:", ice.SelectedCandidatePair!.Local.Candidate, StringComparison.Ordinal);
            Assert.Same(ice, connection.Sctp!.Transport.IceTransport);
        }
        Assert.Equal((IceRole.Controlling, IceRole.Controlled), (Ice(pair.A).Role, Ice(pair.B).Role));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IceTransport_DescriptionAwaited_New(bool byHand)
    {
        var loop = byHand ? Own(new GameLoop()) : null;
        var pair = Own(new CorePair(loop?.Queue));
        pair.A.CreateDataChannel("channel");
        if (loop != null)
            loop.Finish(OfferAsync);
        else
            pair.Finish(OfferAsync());

        async Task OfferAsync()
        {
            var offer = await pair.A.SetLocalDescriptionAsync();
            AssertNew(Ice(pair.A), IceRole.Controlling);
            await pair.B.SetRemoteDescriptionAsync(offer);
            AssertNew(Ice(pair.B), IceRole.Unknown);
            Assert.Equal(IceGatheringState.New, Ice(pair.B).GatheringState);
            Assert.Empty(Ice(pair.B).GetLocalCandidates());
            Assert.Empty(Ice(pair.A).GetRemoteCandidates());
            await pair.B.SetLocalDescriptionAsync();
            Assert.Equal(IceRole.Controlled, Ice(pair.B).Role);
        }

        static void AssertNew(IceTransport ice, IceRole role)
        {
            Assert.Equal((IceTransportState.New, role), (ice.State, ice.Role));
            Assert.Null(ice.SelectedCandidatePair);
        }
    }

    [Fact]
    public void Events_Connect_TransportFirstWithBothValuesSet()
    {
        var pair = Own(new CorePair(Own(new EventQueue())));
        pair.A.CreateDataChannel("channel");
        pair.Finish(pair.A.SetLocalDescriptionAsync());
        var ice = Ice(pair.A);
        var told = new List<string>();
        ice.StateChanged += (sender, state) => Tell(sender, "ICE", state, (ice.State, (IceTransportState)pair.A.IceConnectionState));
        ice.GatheringStateChanged += (sender, state) => Tell(sender, "gathering", state, (ice.GatheringState, pair.A.IceGatheringState));
        pair.A.IceConnectionStateChanged += (_, state) => told.Add($"ICE {state}, connection");
        pair.A.IceGatheringStateChanged += (_, state) => told.Add($"gathering {state}, connection");
        var pairs = new List<IceCandidatePair>();
        ice.SelectedCandidatePairChanged += (_, selected) =>
        {
            Assert.Same(selected, ice.SelectedCandidatePair);
            pairs.Add(selected);
        };

        pair.Negotiate();
        pair.Until(
            () => ice.State is IceTransportState.Connected or IceTransportState.Completed
                && ice.GatheringState == IceGatheringState.Complete && pairs.Count > 0,
            "all of it");

        Assert.Equal(told.Where((_, i) => i % 2 == 0).Select(line => $"{line}, connection"), told.Where((_, i) => i % 2 == 1));
        Assert.Contains("ICE Checking", told);
        Assert.Contains("gathering Complete", told);

        void Tell<T>(object? sender, string what, T state, (T OfTransport, T OfConnection) now)
        {
            Assert.Same(ice, sender);
            Assert.Equal((state, state), now);
            told.Add($"{what} {state}");
        }
    }

    /// <summary>The engine makes another transport for the offer of the other side.</summary>
    [Fact]
    public void Role_FirstOfferRolledBackForOffer_StillKnown()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("channel");
        pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.B.CreateDataChannel("channel");

        pair.Finish(CorePair.NegotiateAsync(pair.B, pair.A));
        pair.Until(() => pair.A.Sctp!.Transport.State == DtlsTransportState.Connected, "DTLS connected at A");
        pair.Until(() => pair.B.Sctp!.Transport.State == DtlsTransportState.Connected, "DTLS connected at B");

        Assert.NotEqual(Ice(pair.A).Role, Ice(pair.B).Role);
        Assert.DoesNotContain(IceRole.Unknown, new[] { Ice(pair.A).Role, Ice(pair.B).Role });
    }

    [Fact]
    public void Close_Connected_ClosedAtOnceNoEvent()
    {
        var pair = Own(new CorePair());
        pair.Open();
        var (own, others) = (Ice(pair.A), Ice(pair.B));
        pair.Until(() => own.SelectedCandidatePair != null && IsGathered(pair), "a settled pair");
        var (local, remote) = (own.GetLocalCandidates(), own.GetRemoteCandidates());
        var raised = new ConcurrentQueue<object>();
        own.StateChanged += (_, state) => raised.Enqueue(state);
        own.GatheringStateChanged += (_, state) => raised.Enqueue(state);

        pair.A.Close();

        Assert.Equal(IceTransportState.Closed, own.State);
        pair.Until(() => pair.B.Sctp!.Transport.State == DtlsTransportState.Closed, "DTLS closed at the other side");
        Assert.DoesNotContain((object)IceTransportState.Closed, raised);
        Assert.Equal(IceRole.Controlling, own.Role);
        Assert.NotNull(own.SelectedCandidatePair);
        Assert.Equal((local, remote), (own.GetLocalCandidates(), own.GetRemoteCandidates()), EqualLists);
        Assert.NotEqual(IceTransportState.Closed, others.State);
        pair.A.Dispose();
        Assert.Equal(IceTransportState.Closed, own.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StateChanged_HandlerCloses_ConnectionRaisesNothing(bool byHand)
    {
        var queue = byHand ? Own(new EventQueue()) : null;
        var pair = Own(new CorePair(queue));
        pair.A.CreateDataChannel("channel");
        pair.Finish(pair.A.SetLocalDescriptionAsync());
        var afterClose = 0;
        var closed = new TaskCompletionSource();
        pair.A.IceConnectionStateChanged += (_, _) => Interlocked.Increment(ref afterClose);
        Ice(pair.A).StateChanged += (_, _) =>
        {
            pair.A.Close();
            closed.TrySetResult();
        };

        var negotiated = CorePair.NegotiateAsync(pair.A, pair.B);
        pair.Finish(closed.Task);

        Assert.Equal(IceTransportState.Closed, Ice(pair.A).State);
        pair.Until(() => negotiated.IsCompleted, "the end of the negotiation");
        Assert.Equal(0, afterClose);
    }

    [Fact]
    public void StateChanged_HandlerThrows_ConnectionRaisesItsEvent()
    {
        var queue = Own(new EventQueue());
        var connection = Own(new PeerConnection(queue: queue));
        connection.CreateDataChannel("channel");
        var states = new List<IceGatheringState>();
        connection.IceGatheringStateChanged += (_, state) =>
        {
            if (states.Count == 0)
                Ice(connection).GatheringStateChanged += (_, _) => throw new InvalidTimeZoneException();
            states.Add(state);
        };
        _ = connection.SetLocalDescriptionAsync();
        var thrown = 0;

        Wait.Until(() => states.Contains(IceGatheringState.Complete), "complete", () =>
        {
            try
            {
                queue.Poll();
            }
            catch (InvalidTimeZoneException)
            {
                thrown++;
            }
        });

        Assert.Equal(1, thrown);
    }

    private static IceTransport Ice(PeerConnection connection) => connection.Sctp!.Transport.IceTransport;

    private static bool IsGathered(CorePair pair) =>
        pair.Candidates.All(task => task.IsCompleted)
        && Ice(pair.A).GatheringState == IceGatheringState.Complete && Ice(pair.B).GatheringState == IceGatheringState.Complete;

    private static bool EqualLists(
        (IReadOnlyList<IceCandidate> Local, IReadOnlyList<IceCandidate> Remote) one,
        (IReadOnlyList<IceCandidate> Local, IReadOnlyList<IceCandidate> Remote) other) =>
        one.Local.SequenceEqual(other.Local) && one.Remote.SequenceEqual(other.Remote);

    private static void Finish(Task task) => task.WaitAsync(Wait.Deadline).GetAwaiter().GetResult();

    private static T Finish<T>(Task<T> task) => task.WaitAsync(Wait.Deadline).GetAwaiter().GetResult();
}
