using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>The wait for a connection, and why it ends without one.</summary>
public sealed class WaitForConnectedTests : NativeTest
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

    [Fact]
    public void WaitForConnected_Polled_EndsInPollBeforeTheEvent()
    {
        var pair = Own(new CorePair(Own(new EventQueue())));
        pair.A.CreateDataChannel("channel");
        var waiting = pair.A.WaitForConnectedAsync();
        bool? wasEnded = null;
        pair.A.ConnectionStateChanged += (_, state) =>
        {
            if (state == PeerConnectionState.Connected)
                wasEnded = waiting.IsCompletedSuccessfully;
        };

        pair.Negotiate();
        pair.Finish(waiting);

        Assert.True(wasEnded);
        Assert.True(pair.A.WaitForConnectedAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WaitForConnected_Cancelled_Ends()
    {
        using var connection = new PeerConnection();
        using var cancellation = new CancellationTokenSource();
        var waiting = connection.WaitForConnectedAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task WaitForConnected_ClosedMeanwhile_IsInvalidOperation()
    {
        var connection = Own(new PeerConnection());
        var waiting = connection.WaitForConnectedAsync();
        connection.Dispose();

        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.WaitAsync(Wait.Deadline));
        Assert.Throws<ObjectDisposedException>(() => { _ = connection.WaitForConnectedAsync(); });
    }

    [Fact]
    public async Task WaitForConnected_ManyThreadsWhileItCloses_AllEnd()
    {
        for (var i = 0; i < 50; i++)
        {
            using var connection = new PeerConnection();
            using var start = new Barrier(3);
            var waiting = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
                async () =>
                {
                    start.SignalAndWait();
                    await Assert.ThrowsAnyAsync<InvalidOperationException>(() => connection.WaitForConnectedAsync().WaitAsync(Wait.Deadline));
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()).ToArray();
            start.SignalAndWait();
            connection.Close();
            await Task.WhenAll(waiting);
        }
    }

    [Fact]
    public void WaitForConnected_PeerIsGone_SaysThatItNoLongerAnswers()
    {
        var pair = Own(new CorePair(Own(new EventQueue()), s_impatient));
        pair.Open();
        pair.B.Dispose();
        pair.Until(() => pair.A.ConnectionState != PeerConnectionState.Connected, "disconnected");

        var thrown = Assert.Throws<WebRtcException>(() => pair.Finish(pair.A.WaitForConnectedAsync()));

        Assert.Contains("no longer answers", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(PeerConnectionState.Failed, pair.A.ConnectionState);
        Assert.Throws<WebRtcException>(() => pair.Finish(pair.A.WaitForConnectedAsync())); // at once, from now on
    }

    [Fact]
    public void WaitForConnected_WrongFingerprint_SaysThatTheHandshakeFailed()
    {
        var pair = Own(new CorePair(Own(new EventQueue())));
        pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.CreateOfferAsync());
        pair.Finish(pair.A.SetLocalDescriptionAsync(offer));
        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer));
        var answer = pair.Finish(pair.B.SetLocalDescriptionAsync());
        var wrong = WithOtherFingerprint(answer.Sdp);
        pair.Finish(pair.A.SetRemoteDescriptionAsync(answer with { Sdp = wrong }));

        var thrown = Assert.Throws<WebRtcException>(() => pair.Finish(pair.A.WaitForConnectedAsync()));

        Assert.Contains("DTLS", thrown.Message, StringComparison.Ordinal);
    }

    private static string WithOtherFingerprint(string sdp)
    {
        const string Line = "a=fingerprint:sha-256 ";
        var at = sdp.IndexOf(Line, StringComparison.Ordinal) + Line.Length;
        return string.Concat(sdp.AsSpan(0, at), sdp[at] == 'A' ? "B" : "A", sdp.AsSpan(at + 1));
    }
}
