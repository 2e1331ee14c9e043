using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>Calls among a queue's events.</summary>
public sealed class PostTests : NativeTest
{
    [Fact]
    public void Post_PolledQueue_IsMadeInTheNextPollInOrder()
    {
        var queue = Own(new EventQueue());
        var calls = new List<(int Call, int Thread)>();

        Parallel.For(0, 4, _ => queue.Post(() => calls.Add((0, Environment.CurrentManagedThreadId))));
        for (var i = 1; i <= 100; i++)
        {
            var call = i;
            queue.Post(() => calls.Add((call, Environment.CurrentManagedThreadId)));
        }

        Assert.Empty(calls);
        Assert.Equal(104, queue.Poll());
        Assert.Equal([0, 0, 0, .. Enumerable.Range(0, 101)], calls.Select(call => call.Call));
        Assert.All(calls, call => Assert.Equal(Environment.CurrentManagedThreadId, call.Thread));
        Assert.Equal(0, queue.Poll());
    }

    /// <summary>Otherwise a call that posts itself would hold a frame for ever.</summary>
    [Fact]
    public void Post_InAPostedCall_WaitsForTheNextPoll()
    {
        var queue = Own(new EventQueue());
        var calls = 0;
        void Again()
        {
            calls++;
            queue.Post(Again);
        }
        queue.Post(Again);

        Assert.Equal(1, queue.Poll());
        Assert.Equal(1, queue.Poll());
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Post_PollInAPostedCall_MakesTheOthersOnce()
    {
        var queue = Own(new EventQueue());
        var calls = new List<int>();
        queue.Post(() =>
        {
            calls.Add(1);
            queue.Poll();
            calls.Add(3);
        });
        queue.Post(() => calls.Add(2));

        queue.Poll();

        Assert.Equal([1, 2, 3], calls);
    }

    [Fact]
    public void Post_CallThrows_PollThrowsItAndTheNextOneHasTheOthers()
    {
        var queue = Own(new EventQueue());
        var isMade = false;
        queue.Post(() => throw new NotSupportedException());
        queue.Post(() => isMade = true);

        Assert.Throws<NotSupportedException>(() => queue.Poll());
        Assert.False(isMade);
        Assert.Equal(1, queue.Poll());
        Assert.True(isMade);
    }

    [Fact]
    public void Post_SharedQueue_IsMadeOnTheThreadPoolWithoutTheCallersContext()
    {
        var isOnPool = new BlockingCollection<bool>();
        var ambient = new AsyncLocal<string> { Value = "the caller's" };

        EventQueue.Shared.Post(() => isOnPool.Add(Thread.CurrentThread.IsThreadPoolThread && ambient.Value == null));

        Assert.True(isOnPool.TryTake(out var is0, Wait.Deadline));
        Assert.True(is0);
    }

    [Fact]
    public void Post_SharedQueueCallThrows_IsReported()
    {
        var failures = new BlockingCollection<Exception>();
        void Report(object? sender, Exception failure) => failures.Add(failure);
        EventQueue.Shared.HandlerFailed += Report;
        try
        {
            EventQueue.Shared.Post(() => throw new NotSupportedException("a call's own"));

            Assert.True(failures.TryTake(out var failure, Wait.Deadline));
            Assert.Equal("a call's own", failure.Message);
        }
        finally
        {
            EventQueue.Shared.HandlerFailed -= Report;
        }
    }

    [Fact]
    public void Post_Wrong_ThrowsAtTheCall()
    {
        var queue = new EventQueue();
        queue.Post(() => Assert.Fail("A disposed queue makes no call."));
        Assert.Throws<ArgumentNullException>(() => queue.Post(null!));

        queue.Dispose();

        Assert.Throws<ObjectDisposedException>(() => queue.Post(() => { }));
        Assert.Throws<ObjectDisposedException>(() => queue.Poll());
    }

    /// <summary>The native events and the calls of one poll, and none of either is left behind.</summary>
    [Fact]
    public void Post_BesideConnections_BothAreRaised()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(byHand: queue));
        var calls = 0;
        queue.Post(() => calls++);

        pair.Open();
        queue.Post(() => calls++);
        pair.Until(() => calls == 2, "both calls");
    }
}
