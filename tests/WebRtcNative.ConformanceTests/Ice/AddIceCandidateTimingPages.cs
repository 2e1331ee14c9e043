using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>Candidates among the other operations, and connections whose candidates go one way only.</summary>
public sealed class AddIceCandidateTimingPages : MediaConformanceTest
{
    private const string Timing = "RTCPeerConnection-addIceCandidate-timing.https.html";
    private const string Setup = "RTCPeerConnection-addIceCandidate-connectionSetup.html";

    [Wpt(Timing, "a candidate is not done before the descriptions that were set before it")]
    public async Task AddIceCandidateAsync_AfterTwoDescriptions_EndsLast()
    {
        var queue = Own(new EventQueue());
        var callee = NewConnection(queue: queue);
        var setting = callee.SetRemoteDescriptionAsync(await OfferOfAnotherAsync());
        Wait.Until(() => setting.IsCompleted, "the offer", () => queue.Poll());

        Task[] operations =
        [
            callee.SetLocalDescriptionAsync(),
            callee.SetLocalDescriptionAsync(),
            callee.AddIceCandidateAsync(new IceCandidate("candidate:1 1 udp 1 127.0.0.1 5000 typ host", "0", 0)),
        ];

        Wait.Until(
            () => operations.All(operation => operation.IsCompleted),
            "all to end",
            () =>
            {
                queue.Poll();
                var rest = operations.SkipWhile(operation => operation.IsCompleted);
                Assert.DoesNotContain(true, rest.Select(operation => operation.IsCompleted).ToList());
            });
        await Task.WhenAll(operations);
    }

    [WptTheory(Timing, "candidates are raised after the description is set, for offers and answers")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IceCandidateGathered_DescriptionSet_AfterTheTask(bool answers)
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        connection.CreateDataChannel("channel");
        if (answers)
            _ = connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync());
        Task? setting = null;
        bool? wasOver = null;
        connection.IceCandidateGathered += (_, _) => wasOver ??= setting!.IsCompleted;

        setting = connection.SetLocalDescriptionAsync();

        Wait.Until(() => wasOver != null, "a candidate", () => queue.Poll());
        Assert.True(wasOver);
    }

    [Wpt(Setup, "candidates both ways, as they come")]
    public async Task Connect_BothWays_Connected()
    {
        var pair = NewMediaPair();
        var sender = pair.A.AddTransceiver(MediaKind.Video).Sender;

        await ExchangeAsync(pair.A, pair.B);

        pair.Until(() => sender.Transport!.State == DtlsTransportState.Connected, "connected");
        pair.Until(() => sender.Transport!.IceTransport.SelectedCandidatePair != null, "the selected pair"); // an event of its own
    }

    [WptTheory(Setup, "candidates one way only, when all are there")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connect_OneWay_Connected(bool toOfferer)
    {
        var (offerer, answerer) = (NewMediaConnection(), NewMediaConnection());
        var (from, to) = toOfferer ? (answerer, offerer) : (offerer, answerer);
        var candidates = new ConcurrentQueue<IceCandidate>();
        from.IceCandidateGathered += (_, candidate) => candidates.Enqueue(candidate);
        var states = new ConcurrentQueue<DtlsTransportState>();
        var sender = offerer.AddTransceiver(MediaKind.Video).Sender;
        var offer = await Finish(offerer.SetLocalDescriptionAsync());
        await Finish(answerer.SetRemoteDescriptionAsync(offer));
        await Finish(offerer.SetRemoteDescriptionAsync(await Finish(answerer.SetLocalDescriptionAsync())));
        sender.Transport!.StateChanged += (_, state) => states.Enqueue(state);
        Wait.Until(() => from.IceGatheringState == IceGatheringState.Complete, "all candidates");

        foreach (var candidate in candidates)
            await Finish(to.AddIceCandidateAsync(candidate));

        Wait.Until(() => states.Contains(DtlsTransportState.Connected), "connected");
        Assert.Equal([DtlsTransportState.Connecting, DtlsTransportState.Connected], states);
    }
}
