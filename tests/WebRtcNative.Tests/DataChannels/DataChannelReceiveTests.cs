using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>ReceiveAsync into memory of the caller's.</summary>
public sealed class DataChannelReceiveTests : NativeTest
{
    private readonly byte[] _buffer = new byte[2000];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_MessageWaits_CompletesAtOnce(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var before = DateTimeOffset.UtcNow;
        a.Send("text");
        a.Send([]);
        pair.Until(() => b.AvailableMessageCount == 2, "both messages");

        var first = b.ReceiveAsync(_buffer).AsTask();
        Assert.True(first.IsCompletedSuccessfully);
        var message = pair.Finish(first)!.Value;
        Assert.Equal((4, true), (message.Length, message.IsText));
        Assert.Equal(TimeSpan.Zero, message.ArrivalTime.Offset);
        // The engine's clock and .NET's are the same, but for their rounding.
        Assert.InRange(message.ArrivalTime, before.AddMilliseconds(-50), DateTimeOffset.UtcNow.AddMilliseconds(50));

        var second = b.ReceiveAsync(Memory<byte>.Empty).AsTask();
        Assert.True(second.IsCompletedSuccessfully);
        message = pair.Finish(second)!.Value;
        Assert.Equal((0, false), (message.Length, message.IsText));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_NothingYet_WaitsEvenForOpen(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var a = pair.A.CreateDataChannel("channel");
        var task = a.ReceiveAsync(_buffer).AsTask();
        pair.Negotiate();
        pair.Until(() => pair.ReceivedByB.Count == 1, "the channel");
        Assert.False(task.IsCompleted);

        pair.ReceivedByB.First().Send("late");

        Assert.Equal(4, pair.Finish(task)!.Value.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_Flood_EveryMessageInOrder(bool byHand)
    {
        const int Count = 5000;
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var events = 0;
        b.MessagesAvailable += (_, _) => Interlocked.Increment(ref events);
        var received = new ConcurrentQueue<int>();
        async Task Read()
        {
            while (await b.ReceiveAsync(_buffer) is { } message)
                received.Enqueue(CoreContent.NumberOf(_buffer.AsSpan(0, message.Length)));
        }
        var reading = Read();

        for (var i = 0; i < Count; i++)
        {
            a.Send(CoreContent.Numbered(i, 40 + (i % 100)));
            if (i % 50 == 0)
                pair.Until(() => b.AvailableMessageCount == 0, "an empty queue, which is where the edges are");
        }
        pair.Until(() => received.Count == Count, "all messages");
        a.Close();
        pair.Finish(reading);

        Assert.Equal(Enumerable.Range(0, Count), received);
        Assert.True(events > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_DestinationTooSmall_NamesBothSizesAndMessageStays(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var waiting = b.ReceiveAsync(new byte[9]).AsTask();
        a.Send(new byte[10]);

        var error = Assert.Throws<ArgumentException>(() => pair.Finish(waiting));
        Assert.Contains("10", error.Message, StringComparison.Ordinal);
        Assert.Contains("9", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => pair.Finish(b.ReceiveAsync(Memory<byte>.Empty).AsTask()));
        Assert.False(b.TryReceive(new byte[9], out var info));
        Assert.Equal(10, info.Length);
        Assert.Equal(10, pair.Finish(b.ReceiveAsync(new byte[10]).AsTask())!.Value.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_SecondReader_InvalidOperationAndFirstGoesOn(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var first = b.ReceiveAsync(_buffer).AsTask();

        Assert.Throws<InvalidOperationException>(() => pair.Finish(b.ReceiveAsync(new byte[10]).AsTask()));
        Assert.Throws<InvalidOperationException>(() => pair.Finish(b.ReceiveAsync().AsTask()));
        Assert.Throws<InvalidOperationException>(() => pair.Finish(b.ReadAllAsync().GetAsyncEnumerator().MoveNextAsync().AsTask()));

        a.Send([1]);
        Assert.Equal(1, pair.Finish(first)!.Value.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_Cancelled_OperationCanceledAndNoMessageLost(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        using var source = new CancellationTokenSource();
        var waiting = b.ReceiveAsync(_buffer, source.Token).AsTask();
        Assert.False(waiting.IsCompleted);

        source.Cancel();
        Assert.Equal(source.Token, Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(waiting)).CancellationToken);

        a.Send([1]);
        pair.Until(() => b.AvailableMessageCount == 1, "the message");
        Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(b.ReceiveAsync(_buffer, source.Token).AsTask()));
        Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(b.ReceiveAsync(source.Token).AsTask()));
        Assert.Equal(1, pair.Finish(b.ReceiveAsync(_buffer).AsTask())!.Value.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_CancelledAgainAndAgain_EveryMessageInOrder(bool byHand)
    {
        const int Count = 300;
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var received = new List<int>();
        async Task Read()
        {
            while (received.Count < Count)
            {
                using var source = new CancellationTokenSource();
                var racing = Task.Run(source.Cancel);
                try
                {
                    if (await b.ReceiveAsync(_buffer, source.Token) is { } message)
                        received.Add(CoreContent.NumberOf(_buffer.AsSpan(0, message.Length)));
                }
                catch (OperationCanceledException)
                {
                    // Which is what most of them do.
                }
                await racing;
            }
        }
        var reading = Task.Run(Read);

        for (var i = 0; i < Count; i++)
        {
            a.Send(CoreContent.Numbered(i, 8));
            if (i % 10 == 0)
                pair.Until(() => b.AvailableMessageCount == 0, "an empty queue");
        }
        pair.Finish(reading);

        Assert.Equal(Enumerable.Range(0, Count), received);
    }

    // Code after an await may block, so it must not run on the polling thread.
    [Fact]
    public void ReceiveAsync_ByHand_GoesOnOffThePollingThread()
    {
        var pair = Own(Pair(byHand: true));
        var (a, b) = pair.Open();
        using var release = new ManualResetEventSlim();
        var thread = 0;
        async Task Read()
        {
            await b.ReceiveAsync(_buffer).ConfigureAwait(false);
            Volatile.Write(ref thread, Environment.CurrentManagedThreadId);
            Assert.True(release.Wait(Wait.Deadline));
        }
        var reading = Read();

        a.Send([1]);
        pair.Until(() => Volatile.Read(ref thread) != 0, "the continuation, which blocks, while polling goes on");
        release.Set();
        pair.Finish(reading);

        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public void ReceiveAsync_StartedInAHandler_Completes()
    {
        var pair = Own(Pair(byHand: true));
        var (a, b) = pair.Open();
        Task<MessageInfo?>? receiving = null;
        b.MessagesAvailable += (_, _) =>
        {
            if (receiving != null) // which takes the second message, on another thread
                return;
            Assert.True(b.TryReceive(_buffer, out _));
            receiving = b.ReceiveAsync(_buffer).AsTask();
        };

        a.Send([1]);
        pair.Until(() => receiving != null, "the handler");
        Assert.False(receiving!.IsCompleted);
        b.MessagesAvailable += (_, _) => throw new InvalidTimeZoneException("a handler that fails");
        a.Send([1, 2]);

        Assert.Throws<InvalidTimeZoneException>(() => pair.Until(() => receiving.IsCompleted, "the handler's failure"));
    }

    private CorePair Pair(bool byHand) => new(byHand ? Own(new EventQueue()) : null);
}
