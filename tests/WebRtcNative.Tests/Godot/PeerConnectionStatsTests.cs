using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Statistics and the round-trip time without await.</summary>
public sealed class PeerConnectionStatsTests : NativeTest
{
    [Fact]
    public void GetStats_Connected_ReportComesInPoll()
    {
        var pair = Own(new Pair());
        pair.Open();
        RtcStatsReport? report = null;
        var thread = 0;

        Assert.Equal(WebRtcError.Ok, pair.A.GetStats(received => (report, thread) = (received, Environment.CurrentManagedThreadId)));

        Assert.Null(report);
        Wait.Until(() => report != null, "the report", () =>
        {
            Assert.Null(report);
            pair.A.Poll();
        });
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Equal("channel", Assert.Single(report!.OfType<DataChannelStats>()).Label);
    }

    [Fact]
    public void GetStats_Null_IsInvalidParameter()
    {
        var connection = Own(new WebRtcPeerConnection());

        Assert.Equal(WebRtcError.InvalidParameter, connection.GetStats(null!));

        Assert.Equal(WebRtcError.InvalidParameter, connection.LastError.Code);
    }

    [Fact]
    public void GetStats_ClosedOrInitializedMeanwhile_ReportNeverComes()
    {
        var connection = Own(new WebRtcPeerConnection());
        var (old, now) = (0, 0);
        Assert.Equal(WebRtcError.Ok, connection.GetStats(_ => old++));
        connection.Initialize();
        Assert.Equal(WebRtcError.Ok, connection.GetStats(_ => now++));

        Wait.Until(() => now == 1, "the new one's report", () => connection.Poll());

        Assert.Equal(0, old);
        connection.Close();
        Assert.Equal(WebRtcError.Unconfigured, connection.GetStats(_ => { }));
        connection.Dispose();
        Assert.Equal(WebRtcError.Unconfigured, connection.GetStats(_ => { }));
    }

    [Fact]
    public void GetStats_ReceiverThrows_OutOfPollAndTheNextOneComes()
    {
        var connection = Own(new WebRtcPeerConnection());
        var received = 0;
        connection.GetStats(_ => throw new TimeoutException());
        connection.GetStats(_ => received++);

        Assert.Throws<TimeoutException>(() => Wait.Until(() => false, "the exception", () => connection.Poll()));

        Wait.Until(() => received == 1, "the second report", () => connection.Poll());
    }

    [Fact]
    public void GetRoundTripTime_ConnectedAndAsked_ArrivesInPoll()
    {
        var pair = Own(new Pair());
        Assert.Null(pair.A.GetRoundTripTime());
        pair.Open();
        pair.PollUntil(() => pair.A.GetConnectionState() == WebRtcConnectionState.Connected, "A connected");
        Assert.Null(pair.A.GetRoundTripTime());

        pair.PollUntil(() => pair.A.GetRoundTripTime() != null, "a round-trip time");

        Assert.InRange(pair.A.GetRoundTripTime()!.Value, TimeSpan.Zero, Wait.Deadline);
        pair.A.Initialize();
        Assert.Null(pair.A.GetRoundTripTime());
        pair.A.Close();
        Assert.Null(pair.A.GetRoundTripTime());
    }

    [Fact]
    public void GetRoundTripTime_AskedInEachFrame_DoesNotPileUp()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new Pair(queue: queue));
        pair.Open();
        pair.PollUntil(() => pair.A.GetRoundTripTime() != null && queue.Poll() == 0, "a round-trip time, and nothing else to raise");

        for (var i = 0; i < 1000; i++)
            pair.A.GetRoundTripTime();

        var raised = 0;
        RtcStatsReport? last = null;
        pair.B.GetStats(report => last = report); // behind whatever A has asked for
        Wait.Until(() => last != null, "B's report", () => raised += queue.Poll());
        Assert.InRange(raised, 1, 100);
    }
}
