using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>SendAsync, which waits, and TrySend of text, which does not.</summary>
public sealed class DataChannelSendAsyncTests : NativeTest
{
    private const int Size = 65536;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_BelowTheMark_SentAtOnce(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        Assert.Equal(1024 * 1024, a.SendHighWaterMark);

        Assert.True(a.SendAsync(new byte[] { 1, 2 }).AsTask().IsCompletedSuccessfully);
        Assert.True(a.SendAsync("text").AsTask().IsCompletedSuccessfully);
        Assert.True(a.SendAsync("").AsTask().IsCompletedSuccessfully);
        Assert.True(a.SendAsync(ReadOnlyMemory<byte>.Empty).AsTask().IsCompletedSuccessfully);

        pair.Until(() => b.AvailableMessageCount == 4, "all messages");
        Assert.Equal([2, 4, 0, 0], CoreContent.TakeAll(b).Select(message => message.Length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_OverTheMark_WaitsUntilAQuarter(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, _) = pair.Open();
        a.SendHighWaterMark = 4 * 1024 * 1024;
        Fill(a);
        long amount = -1;
        async Task Send()
        {
            await a.SendAsync(ReadOnlyMemory<byte>.Empty);
            amount = a.BufferedAmount;
        }
        var sending = Send();
        Assert.False(sending.IsCompleted);

        pair.Finish(sending);

        Assert.InRange(amount, 0, 1024 * 1024);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_ManyAtOnce_OrderOfTheCallsAndBufferBounded(bool byHand)
    {
        const int Count = 200;
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        a.SendHighWaterMark = Size;
        var tasks = Enumerable.Range(0, Count).Select(i => a.SendAsync(CoreContent.Numbered(i, Size)).AsTask()).ToList();
        var received = new List<int>();

        pair.Until(
            () =>
            {
                // The bytes below the mark, plus the one message that went over it.
                Assert.InRange(a.BufferedAmount, 0, (2 * Size) - 1);
                received.AddRange(CoreContent.TakeAll(b).Select(message => CoreContent.NumberOf(message)));
                return received.Count == Count;
            },
            "all messages");

        pair.Finish(Task.WhenAll(tasks));
        Assert.Equal(Enumerable.Range(0, Count), received);
    }

    // The mark as high as the buffer: then it is the buffer itself that is full.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_BufferFull_WaitsInsteadOfFailing(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        a.SendHighWaterMark = 16 * 1024 * 1024;
        var tasks = new List<Task>();
        var received = new List<int>();
        void Take() => received.AddRange(CoreContent.TakeAll(b).Select(message => CoreContent.NumberOf(message)));

        // More than the buffer, and on until a call waits: the network empties it meanwhile.
        while (tasks.Count < 100 || tasks.All(task => task.IsCompleted))
        {
            tasks.Add(a.SendAsync(CoreContent.Numbered(tasks.Count, 262144)).AsTask());
            if (tasks.Count % 50 == 0)
                Take();
        }

        pair.Finish(Task.WhenAll(tasks));
        pair.Until(
            () =>
            {
                Take();
                return received.Count == tasks.Count;
            },
            "all messages");
        Assert.Equal(Enumerable.Range(0, tasks.Count), received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_NotOpenYet_WaitsForOpen(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var a = pair.A.CreateDataChannel("channel");
        var bytes = a.SendAsync(new byte[] { 1 }).AsTask();
        var text = a.SendAsync("naïve").AsTask();
        Assert.False(bytes.IsCompleted || text.IsCompleted);

        pair.Negotiate();
        pair.Finish(Task.WhenAll(bytes, text));
        pair.Until(() => pair.ReceivedByB.Any(channel => channel.AvailableMessageCount == 2), "both messages");

        Assert.Equal([[1], Encoding.UTF8.GetBytes("naïve")], CoreContent.TakeAll(pair.ReceivedByB.First()));
    }

    [Fact]
    public async Task SendAsync_CannotBeSent_ExceptionsOfSend()
    {
        var pair = Own(Pair(byHand: false));
        var (a, b) = pair.Open();

        await Assert.ThrowsAsync<ArgumentException>(() => a.SendAsync(new byte[262145]).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => a.SendAsync(new string('x', 262145)).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => a.SendAsync(new string('x', 17 * 1024 * 1024)).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>(() => a.SendAsync((string)null!).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => a.SendAsync("x", new CancellationToken(true)).AsTask());
        await a.SendAsync("still works").AsTask().WaitAsync(Wait.Deadline);

        a.Close();
        Assert.IsType<InvalidOperationException>(await Record.ExceptionAsync(() => a.SendAsync("x").AsTask()));
        pair.Until(() => b.State == DataChannelState.Closed, "B closed");
        Assert.IsType<InvalidOperationException>(await Record.ExceptionAsync(() => b.SendAsync("x").AsTask()));
        b.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => b.SendAsync("x").AsTask());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((16 * 1024 * 1024) + 1)]
    [InlineData(int.MinValue)]
    public void SendHighWaterMark_OutOfRange_ArgumentOutOfRange(int value)
    {
        var channel = Own(new PeerConnection()).CreateDataChannel("channel");

        Assert.Throws<ArgumentOutOfRangeException>(() => channel.SendHighWaterMark = value);

        Assert.Equal(1024 * 1024, channel.SendHighWaterMark);
        channel.SendHighWaterMark = 1;
        channel.SendHighWaterMark = 16 * 1024 * 1024;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_CancelledInLine_OthersKeepTheirOrder(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var filled = Fill(a);
        using var source = new CancellationTokenSource();
        // The first waits for room, the others for their turn; every third one gives up.
        var tasks = Enumerable.Range(0, 30)
            .Select(i => a.SendAsync(CoreContent.Numbered(i, 8), i % 3 == 0 ? source.Token : default).AsTask()).ToList();
        Assert.All(tasks, task => Assert.False(task.IsCompleted));

        source.Cancel();

        for (var i = 0; i < 30; i++)
        {
            if (i % 3 != 0)
                pair.Finish(tasks[i]);
            else
                Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(tasks[i]));
        }
        pair.Until(() => b.AvailableMessageCount == filled + 20, "all messages");
        Assert.Equal(Enumerable.Range(0, 30).Where(i => i % 3 != 0),
            CoreContent.TakeAll(b).Skip(filled).Select(message => CoreContent.NumberOf(message)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_CancelledInARace_SentIfAndOnlyIfItSaysSo(bool byHand)
    {
        const int Count = 300;
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        a.SendHighWaterMark = 1;
        var sources = Enumerable.Range(0, Count).Select(_ => new CancellationTokenSource()).ToList();
        var tasks = sources.Select((source, i) => a.SendAsync(CoreContent.Numbered(i, 1000), source.Token).AsTask()).ToList();
        var cancelling = Task.Run(() => sources.Where((_, i) => i % 2 == 0).Reverse().ToList().ForEach(source => source.Cancel()));

        pair.Until(() => cancelling.IsCompleted && tasks.TrueForAll(task => task.IsCompleted), "all calls to end");

        var sent = Enumerable.Range(0, Count).Where(i => tasks[i].IsCompletedSuccessfully).ToList();
        Assert.True(sent.Count >= Count / 2);
        pair.Until(() => b.AvailableMessageCount == sent.Count, "what was sent");
        Assert.Equal(sent, CoreContent.TakeAll(b).Select(message => CoreContent.NumberOf(message)));
        pair.Finish(a.SendAsync("still works").AsTask());
        sources.ForEach(source => source.Dispose());
    }

    private static int Fill(DataChannel channel)
    {
        var count = 0;
        while (channel.TrySend(new byte[262144]) == SendResult.Sent)
            count++;
        return count;
    }

    private CorePair Pair(bool byHand) => new(byHand ? Own(new EventQueue()) : null);
}
