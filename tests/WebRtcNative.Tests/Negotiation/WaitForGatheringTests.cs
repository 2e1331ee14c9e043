using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>A whole description, and the end of the wait for it.</summary>
public sealed class WaitForGatheringTests : NativeTest
{
    [Fact]
    public async Task WaitForGathering_NoTrickling_DescriptionsAloneConnect()
    {
        using var alice = new PeerConnection();
        using var bob = new PeerConnection();
        using var channel = alice.CreateDataChannel("channel");

        await alice.SetLocalDescriptionAsync();
        await bob.SetRemoteDescriptionAsync(await alice.WaitForGatheringAsync());
        await bob.SetLocalDescriptionAsync();
        await alice.SetRemoteDescriptionAsync(await bob.WaitForGatheringAsync());

        await channel.Opened.WaitAsync(Wait.Deadline);
        await Task.WhenAll(alice.WaitForConnectedAsync(), bob.WaitForConnectedAsync()).WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task WaitForGathering_PolledBeforeTheDescriptionIsSet_EndsInPollWithAllCandidates()
    {
        var queue = Own(new EventQueue());
        var connection = Own(new PeerConnection(queue: queue));
        var candidates = new List<string>();
        connection.IceCandidateGathered += (_, candidate) => candidates.Add(candidate.Candidate);
        connection.CreateDataChannel("channel");
        var waiting = connection.WaitForGatheringAsync();
        var set = connection.SetLocalDescriptionAsync();

        Wait.Until(() => waiting.IsCompleted, "gathered", () => queue.Poll());

        Assert.True(set.IsCompletedSuccessfully);
        var whole = await waiting;
        Assert.Equal(IceGatheringState.Complete, connection.IceGatheringState);
        Assert.NotEmpty(candidates);
        Assert.Equal(candidates.Count, DescriptionCandidates.Read(whole).Count);
        Assert.Same(whole, await connection.WaitForGatheringAsync()); // at once, from now on
    }

    // "Complete" of the earlier generation must not count.
    [Fact]
    public async Task WaitForGathering_AfterARestart_HasTheNewCandidates()
    {
        using var pair = new CorePair();
        pair.Open();
        for (var i = 0; i < 20; i++)
        {
            pair.A.RestartIce();
            var offer = await pair.A.CreateOfferAsync();
            await pair.A.SetLocalDescriptionAsync(offer);

            var whole = await pair.A.WaitForGatheringAsync();

            Assert.Equal(DescriptionCandidates.UsernameFragments(offer), DescriptionCandidates.UsernameFragments(whole));
            Assert.NotEmpty(DescriptionCandidates.Read(whole));
            await pair.B.SetRemoteDescriptionAsync(whole);
            await pair.B.SetLocalDescriptionAsync();
            await pair.A.SetRemoteDescriptionAsync(await pair.B.WaitForGatheringAsync());
        }
    }

    [Fact]
    public async Task WaitForGathering_Cancelled_EndsAndAnotherWaitStays()
    {
        using var connection = new PeerConnection();
        using var cancellation = new CancellationTokenSource();
        var cancelled = connection.WaitForGatheringAsync(cancellation.Token);
        var other = connection.WaitForGatheringAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync();
        await other.WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task WaitForGathering_ClosedMeanwhile_IsInvalidOperation()
    {
        var connection = new PeerConnection();
        var waiting = connection.WaitForGatheringAsync();
        connection.Close();
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.WaitAsync(Wait.Deadline));
        Assert.Throws<InvalidOperationException>(() => { _ = connection.WaitForGatheringAsync(); });
        connection.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { _ = connection.WaitForGatheringAsync(); });
    }

    [Fact]
    public async Task WaitForGathering_QueueIsDisposed_Ends()
    {
        var queue = new EventQueue();
        var connection = Own(new PeerConnection(queue: queue));
        var gathering = connection.WaitForGatheringAsync();
        var connecting = connection.WaitForConnectedAsync();

        queue.Dispose();

        await Assert.ThrowsAsync<InvalidOperationException>(() => gathering.WaitAsync(Wait.Deadline));
        await Assert.ThrowsAsync<InvalidOperationException>(() => connecting.WaitAsync(Wait.Deadline));
    }

    [Fact]
    public void WaitForGathering_GatherContinually_IsErrorAtTheCall()
    {
        using var connection = new PeerConnection(new PeerConnectionOptions { GatherContinually = true });

        var thrown = Assert.Throws<InvalidOperationException>(() => { _ = connection.WaitForGatheringAsync(); });

        Assert.Contains("GatherContinually", thrown.Message, StringComparison.Ordinal);
    }

    // The engine's own pauses of 50 ms, before TURN and before TCP, make 100 ms at least.
    [Fact]
    public async Task WaitForGathering_WithoutServers_HasNotTheEnginesPauses()
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            using var connection = new PeerConnection();
            connection.CreateDataChannel("channel");
            await connection.SetLocalDescriptionAsync();
            var begin = Stopwatch.GetTimestamp();
            await connection.WaitForGatheringAsync().WaitAsync(Wait.Deadline);
            var time = Stopwatch.GetElapsedTime(begin);
            fastest = time < fastest ? time : fastest;
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(90), $"The fastest of 20 took {fastest.TotalMilliseconds} ms.");
    }

    // No candidate at all: no server, and only candidates of servers.
    [Fact]
    public async Task WaitForGathering_NothingToGather_EndsToo()
    {
        using var connection = new PeerConnection(new PeerConnectionOptions { IceTransportPolicy = IceTransportPolicy.Relay });
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync();

        var description = await connection.WaitForGatheringAsync().WaitAsync(Wait.Deadline);

        Assert.Empty(DescriptionCandidates.Read(description));
    }
}
