using System.Collections.Concurrent;
using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Diagnostics;

public sealed class ConnectActivityTests : NativeTest
{
    private readonly ConcurrentQueue<Activity> _started = new();
    private readonly ConcurrentQueue<Activity> _stopped = new();

    public ConnectActivityTests()
    {
        var listener = Own(new ActivityListener
        {
            ShouldListenTo = source => source.Name == WebRtcDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _started.Enqueue,
            ActivityStopped = _stopped.Enqueue,
        });
        ActivitySource.AddActivityListener(listener);
    }

    [Fact]
    public void Connect_Connected_EndsOk()
    {
        var pair = Own(new CorePair());
        pair.Open();
        pair.Until(() => _stopped.Count == 2, "both activities ended");

        Assert.All(_stopped, activity =>
        {
            Assert.Equal(("webrtc.connect", ActivityStatusCode.Ok), (activity.OperationName, activity.Status));
            Assert.Equal("connected", activity.GetTagItem("webrtc.connection.state"));
            Assert.Contains(activity.Events, step => step.Name == "webrtc.ice_connection_state");
            Assert.True(activity.Duration > TimeSpan.Zero);
        });
        Assert.Contains(_stopped.SelectMany(activity => activity.Events), step =>
            step.Name == "webrtc.signaling_state" && step.Tags.Contains(new("webrtc.state", "HaveLocalOffer")));
    }

    [Fact]
    public void Connect_ConnectedClosedRenegotiated_EndsOnce()
    {
        var pair = Own(new CorePair());
        pair.Open();
        pair.Until(() => _stopped.Count == 2, "both activities ended");

        pair.Negotiate();
        pair.Dispose();

        Assert.Equal((2, 2), (_started.Count, _stopped.Count));
    }

    [Fact]
    public async Task Connect_ClosedBeforeConnected_EndsWithError()
    {
        var connection = Own(new PeerConnection());
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync();
        Assert.Empty(_stopped);

        connection.Close();
        connection.Close();

        var activity = Assert.Single(_stopped);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("closed", activity.GetTagItem("webrtc.connection.state"));
    }

    [Fact]
    public async Task Connect_WrongFingerprint_EndsWithFailed()
    {
        var (a, b) = (Own(new PeerConnection()), Own(new PeerConnection()));
        a.IceCandidateGathered += (_, candidate) => b.AddIceCandidateAsync(candidate);
        b.IceCandidateGathered += (_, candidate) => a.AddIceCandidateAsync(candidate);
        a.CreateDataChannel("channel");
        var offer = await a.CreateOfferAsync();
        var offered = b.SetRemoteDescriptionAsync(offer);
        await a.SetLocalDescriptionAsync(offer);
        await offered;
        var answer = await b.CreateAnswerAsync();
        var answered = a.SetRemoteDescriptionAsync(answer with { Sdp = WithOtherFingerprint(answer.Sdp) });
        await b.SetLocalDescriptionAsync(answer);
        await answered;

        // Either side may learn of it first, and each has events of its own.
        Wait.Until(() => a.ConnectionState == PeerConnectionState.Failed, "the connection failed");
        Wait.Until(
            () => _stopped.Any(activity => Equals(activity.GetTagItem("webrtc.connection.state"), "failed")),
            "a failed activity");

        Assert.Contains(_stopped, activity => activity.Status == ActivityStatusCode.Error);
    }

    [Fact]
    public async Task Connect_TimeIsOver_EndsWithFailed()
    {
        var connection = Own(new PeerConnection(new PeerConnectionOptions { ConnectTimeout = TimeSpan.FromMilliseconds(1) }));
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);

        Wait.Until(() => !_stopped.IsEmpty, "the activity ended");

        var activity = Assert.Single(_stopped);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("failed", activity.GetTagItem("webrtc.connection.state"));
    }

    [Fact]
    public async Task Connect_WithCurrentActivity_IsItsChildAndNotCurrent()
    {
        using var current = new Activity("caller").Start();
        var connection = Own(new PeerConnection());
        connection.CreateDataChannel("channel");

        var setting = connection.SetLocalDescriptionAsync();
        Assert.Same(current, Activity.Current);
        await setting;
        connection.Close();

        Assert.Same(current, Activity.Current);
        Assert.Equal(current.SpanId, Assert.Single(_stopped).ParentSpanId);
    }

    [Fact]
    public async Task Connect_NoDescriptionUntilClosed_IsNotBegun()
    {
        var connection = Own(new PeerConnection());
        connection.CreateDataChannel("channel");
        connection.Close();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => connection.SetLocalDescriptionAsync());

        Assert.Empty(_started);
    }

    /// <summary>One digit of the certificate's fingerprint is another: DTLS will refuse it.</summary>
    private static string WithOtherFingerprint(string sdp)
    {
        const string attribute = "a=fingerprint:sha-256 ";
        var at = sdp.IndexOf(attribute, StringComparison.Ordinal) + attribute.Length;
        return sdp[..at] + (sdp[at] == '0' ? '1' : '0') + sdp[(at + 1)..];
    }
}
