using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>The tasks Opened and Closed.</summary>
public sealed class DataChannelTasksTests : NativeTest
{
    private const string PumpThread = "WebRtcNative events";

    [Fact]
    public async Task Opened_ClosedBeforeOpen_Fails()
    {
        var channel = Own(new PeerConnection()).CreateDataChannel("channel");
        var opened = channel.Opened;

        channel.Close();

        await Assert.ThrowsAsync<InvalidOperationException>(() => opened.WaitAsync(Wait.Deadline));
        await Assert.ThrowsAsync<InvalidOperationException>(() => channel.Opened);
        await channel.Closed.WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task Opened_DisposedBeforeOpen_Fails()
    {
        var channel = Own(new PeerConnection()).CreateDataChannel("channel");
        var (opened, closed) = (channel.Opened, channel.Closed);

        channel.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => opened.WaitAsync(Wait.Deadline));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.Opened);
        await closed.WaitAsync(Wait.Deadline);
        Assert.True(channel.Closed.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Opened_ConnectionOrQueueEnds_Fails()
    {
        var connection = Own(new PeerConnection());
        var queue = new EventQueue();
        var polled = Own(new PeerConnection(queue: queue));
        DataChannel[] channels = [connection.CreateDataChannel("channel"), polled.CreateDataChannel("channel")];
        var opened = channels.Select(channel => channel.Opened).ToList();
        var closed = channels.Select(channel => channel.Closed).ToList();

        connection.Close();
        queue.Dispose();

        foreach (var task in opened)
            await Assert.ThrowsAsync<InvalidOperationException>(() => task.WaitAsync(Wait.Deadline));
        await Task.WhenAll(closed).WaitAsync(Wait.Deadline);
    }

    [Fact]
    public void Opened_FailsAndNobodyAwaits_NothingIsReported()
    {
        var reported = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> handler = (_, e) =>
        {
            if (e.Exception.InnerException is InvalidOperationException)
                Interlocked.Increment(ref reported);
        };
        TaskScheduler.UnobservedTaskException += handler;
        Ask();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        TaskScheduler.UnobservedTaskException -= handler;

        Assert.Equal(0, reported);

        static void Ask()
        {
            using var connection = new PeerConnection();
            _ = connection.CreateDataChannel("channel").Opened;
        }
    }

    [Fact]
    public async Task OpenedAndClosed_ChannelLives_EndInOrder()
    {
        var pair = Own(new CorePair());
        var a = pair.A.CreateDataChannel("channel");
        var (opened, closed) = (a.Opened, a.Closed);
        Assert.Same(closed, a.Closed);

        pair.Negotiate();
        await opened.WaitAsync(Wait.Deadline);
        Assert.False(closed.IsCompleted);
        pair.Until(() => pair.ReceivedByB.Count == 1, "the channel");
        var b = pair.ReceivedByB.Single();
        Assert.True(b.Opened.IsCompletedSuccessfully);

        b.Close();
        await closed.WaitAsync(Wait.Deadline);
        await b.Closed.WaitAsync(Wait.Deadline);

        Assert.Null(a.Error);
        Assert.True(a.Opened.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Closed_PeerClosesItsConnection_EndsWithError()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        b.Send("last");
        pair.Until(() => a.AvailableMessageCount == 1, "the message");
        var closed = a.Closed;

        pair.B.Close();
        await closed.WaitAsync(Wait.Deadline);

        Assert.NotNull(a.Error);
        Assert.Equal(1, a.AvailableMessageCount);
        Assert.True(b.Closed.IsCompletedSuccessfully);
        Assert.Null(b.Error);
    }

    [Fact]
    public void Opened_QueueIsPolled_EndsInPoll()
    {
        using var queue = new EventQueue();
        var pair = Own(new CorePair(queue));
        var a = pair.A.CreateDataChannel("channel");
        var opened = a.Opened;
        var wasDone = new List<bool>();
        a.StateChanged += (_, _) => wasDone.Add(opened.IsCompleted);

        pair.Negotiate();
        pair.Until(() => wasDone.Count > 0, "the channel open");

        Assert.Equal([true], wasDone);
    }

    /// <summary>Also what asks to run where the task ends.</summary>
    [Fact]
    public async Task Opened_WhatFollowsBlocks_QueueGoesOn()
    {
        var pair = Own(new CorePair());
        var a = pair.A.CreateDataChannel("channel");
        using var raised = new ManualResetEventSlim();
        a.StateChanged += (_, _) => raised.Set();
        var thread = a.Opened.ContinueWith(
            _ =>
            {
                Assert.True(raised.Wait(Wait.Deadline), "The queue is blocked.");
                return Thread.CurrentThread.Name;
            },
            default, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        pair.Negotiate();

        Assert.NotEqual(PumpThread, await thread.WaitAsync(Wait.Deadline));
    }

    // A task that missed the end would be a hang.
    [Fact]
    public async Task OpenedAndClosed_AskedWhileDisposed_End()
    {
        using var queue = new EventQueue();
        var connection = Own(new PeerConnection(queue: queue));
        for (var i = 0; i < 500; i++)
        {
            var channel = connection.CreateDataChannel("channel");
            using var start = new Barrier(2);
            var asking = Task.Run(() =>
            {
                start.SignalAndWait();
                return (channel.Opened, channel.Closed);
            });
            start.SignalAndWait();
            channel.Dispose();
            var (opened, closed) = await asking;
            await closed.WaitAsync(Wait.Deadline);
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => opened.WaitAsync(Wait.Deadline));
        }
    }

    [Fact]
    public void OpenedAndClosed_AlreadyEnded_AllocateNothing()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        a.Close();
        pair.Until(() => a.State == DataChannelState.Closed && b.State == DataChannelState.Closed, "the channel closed");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Assert.Same(a.Opened, a.Closed);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
