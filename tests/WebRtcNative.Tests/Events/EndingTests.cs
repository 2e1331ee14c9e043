using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>Cancellation, Close and Dispose, with calls under way.</summary>
public sealed class EndingTests : NativeTest
{
    [Fact]
    public async Task AsyncMethods_AlreadyCancelled_CanceledAndNothingStarted()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.CreateOfferAsync());
        using var source = new CancellationTokenSource();
        source.Cancel();
        var states = 0;
        pair.A.SignalingStateChanged += (_, _) => states++;

        Task[] tasks =
        [
            pair.A.CreateOfferAsync(cancellationToken: source.Token),
            pair.A.CreateAnswerAsync(source.Token),
            pair.A.SetLocalDescriptionAsync(offer, source.Token),
            pair.A.SetRemoteDescriptionAsync(offer, source.Token),
            pair.A.AddIceCandidateAsync(new IceCandidate("", "0", 0), source.Token),
        ];

        Assert.All(tasks, task => Assert.True(task.IsCanceled));
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tasks[0]);
        Assert.Equal(source.Token, canceled.CancellationToken);
        // Had a description been set after all, it would be there when a later operation is done.
        pair.Finish(pair.A.CreateOfferAsync());
        Assert.Equal(0, states);
    }

    [Fact]
    public async Task CreateOfferAsync_CancelledWhileNobodyPolls_CanceledAndConnectionUsable()
    {
        var pair = Own(new CorePair(Own(new EventQueue())));
        pair.A.CreateDataChannel("channel");
        using var source = new CancellationTokenSource();
        var task = pair.A.CreateOfferAsync(cancellationToken: source.Token);
        Assert.False(task.IsCompleted);

        source.Cancel();

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(Wait.Deadline));
        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Equal(SdpType.Offer, pair.Finish(pair.A.CreateOfferAsync()).Type);
    }

    [Fact]
    public async Task SetLocalDescriptionAsync_Cancelled_EngineGoesOn()
    {
        var pair = Own(new CorePair(Own(new EventQueue())));
        pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.CreateOfferAsync());
        using var source = new CancellationTokenSource();
        var task = pair.A.SetLocalDescriptionAsync(offer, source.Token);
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(Wait.Deadline));

        pair.Until(() => pair.A.SignalingState == SignalingState.HaveLocalOffer, "the description set in spite of it");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Close_WhileAwaiting_InvalidOperationException(bool byHand, bool dispose)
    {
        var connection = Own(new PeerConnection(queue: byHand ? Own(new EventQueue()) : null));
        var completed = 0;
        connection.CreateDataChannel("channel");
        var tasks = Enumerable.Range(0, 20).Select(_ => connection.CreateOfferAsync()).ToList();

        if (dispose)
            connection.Dispose();
        else
            connection.Close();

        foreach (var task in tasks)
        {
            // In shared mode some may have been faster than Close.
            var error = await Record.ExceptionAsync(() => task.WaitAsync(Wait.Deadline));
            if (error == null && !byHand)
                completed++;
            else
                Assert.IsType<InvalidOperationException>(error);
        }
        Assert.InRange(completed, 0, tasks.Count);
        Assert.True(tasks.TrueForAll(task => task.IsCompleted));
    }

    [Fact]
    public async Task CreateOfferAsync_CancelledThenClosed_NothingUnobserved()
    {
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, e) =>
        {
            if (e.Exception.InnerException is InvalidOperationException)
                Interlocked.Increment(ref unobserved);
        };
        TaskScheduler.UnobservedTaskException += count;
        try
        {
            await CancelThenClose();
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= count;
        }

        // A caller that cancels does not want an exception.
        Assert.Equal(0, unobserved);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Members_AfterTheEnd_ThrowByTheirState(bool dispose)
    {
        var connection = Own(new PeerConnection());
        var offer = new SessionDescription(SdpType.Rollback, "");
        if (dispose)
            connection.Dispose();
        else
            connection.Close();
        var expected = dispose ? typeof(ObjectDisposedException) : typeof(InvalidOperationException);

        Assert.IsType(expected, Record.Exception(() => connection.CreateDataChannel("channel")));
        Assert.IsType(expected, await Record.ExceptionAsync(() => connection.CreateOfferAsync()));
        Assert.IsType(expected, await Record.ExceptionAsync(() => connection.CreateAnswerAsync()));
        Assert.IsType(expected, await Record.ExceptionAsync(() => connection.SetLocalDescriptionAsync(offer)));
        Assert.IsType(expected, await Record.ExceptionAsync(() => connection.SetRemoteDescriptionAsync(offer)));
        Assert.IsType(expected, await Record.ExceptionAsync(() => connection.AddIceCandidateAsync(new IceCandidate("", "0", 0))));
        Assert.Equal((PeerConnectionState.Closed, SignalingState.Closed, IceConnectionState.Closed),
            (connection.ConnectionState, connection.SignalingState, connection.IceConnectionState));
        connection.Close();
        connection.Dispose();
    }

    [Fact]
    public void Close_OpenChannels_NothingIsRaisedAfterIt()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        var raised = new List<string>();
        a.StateChanged += (_, state) => raised.Add($"channel {state}");
        a.MessagesAvailable += (_, _) => raised.Add("messages");
        pair.A.ConnectionStateChanged += (_, state) => raised.Add($"connection {state}");
        pair.A.SignalingStateChanged += (_, state) => raised.Add($"signaling {state}");
        pair.A.IceConnectionStateChanged += (_, state) => raised.Add($"ice {state}");
        b.Send("on its way");
        Wait.Until(() => a.AvailableMessageCount == 1, "a message whose event waits");

        pair.A.Close();

        Assert.Equal(DataChannelState.Closed, a.State);
        pair.Until(() => b.State == DataChannelState.Closed, "the other side closed");
        Assert.Empty(raised);
        Assert.Equal(1, a.AvailableMessageCount);
    }

    private static async Task CancelThenClose()
    {
        using var queue = new EventQueue();
        using var connection = new PeerConnection(queue: queue);
        connection.CreateDataChannel("channel");
        using var source = new CancellationTokenSource();
        var task = connection.CreateOfferAsync(cancellationToken: source.Token);
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
    }
}
