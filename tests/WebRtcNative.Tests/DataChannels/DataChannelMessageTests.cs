using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>Messages in memory of their own: ReceiveAsync without a buffer, and ReadAllAsync.</summary>
public sealed class DataChannelMessageTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_TextAndBytes_AsTheyWereSent(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-50);
        a.Send("naïve \0 😀");
        a.Send([0, 1, 255]);
        a.Send("");
        a.Send([]);
        Assert.Equal(SendResult.Sent, a.TrySend([(byte)'a', 0xC3, (byte)'b', 0xFF], isText: true));

        var text = Receive(pair, b);
        Assert.Equal((true, "naïve \0 😀"), (text.IsText, text.Text));
        Assert.Equal(Encoding.UTF8.GetBytes("naïve \0 😀"), text.Data.ToArray());
        Assert.Same(text.Text, text.Text);
        Assert.InRange(text.ArrivalTime, before, DateTimeOffset.UtcNow.AddMilliseconds(50));
        var bytes = Receive(pair, b);
        Assert.False(bytes.IsText);
        Assert.Equal([0, 1, 255], bytes.Data.ToArray());
        Assert.True(bytes.ArrivalTime >= text.ArrivalTime);
        var emptyText = Receive(pair, b);
        Assert.Equal((true, "", 0), (emptyText.IsText, emptyText.Text, emptyText.Data.Length));
        var empty = Receive(pair, b);
        Assert.Equal((false, 0), (empty.IsText, empty.Data.Length));
        var invalid = Receive(pair, b);
        Assert.Equal((true, "a\uFFFDb\uFFFD"), (invalid.IsText, invalid.Text));
        Assert.Equal(4, invalid.Data.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_LongestMessage_Whole(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var receiving = b.ReceiveAsync().AsTask();
        var sent = CoreContent.Random(a.MaxMessageSize!.Value, seed: 1);

        a.Send(sent);

        Assert.True(pair.Finish(receiving)!.Data.Span.SequenceEqual(sent));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadAllAsync_UntilClosed_EveryMessageAndTheEnd(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var received = new List<int>();
        async Task Read()
        {
            await foreach (var message in b.ReadAllAsync())
                received.Add(CoreContent.NumberOf(message.Data.Span));
        }
        var reading = Read();

        for (var i = 0; i < 1000; i++)
            a.Send(CoreContent.Numbered(i, 100));
        pair.Until(() => a.BufferedAmount == 0 && b.AvailableMessageCount == 0, "all messages");
        a.Close();
        pair.Finish(reading);

        Assert.Equal(Enumerable.Range(0, 1000), received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadAllAsync_LeftAndCancelled_RestStays(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        for (var i = 0; i < 3; i++)
            a.Send(CoreContent.Numbered(i, 8));
        using var source = new CancellationTokenSource();
        async Task<int> ReadOne()
        {
            await foreach (var message in b.ReadAllAsync())
                return CoreContent.NumberOf(message.Data.Span);
            return -1;
        }
        async Task ReadAndCancel()
        {
            await foreach (var message in b.ReadAllAsync().WithCancellation(source.Token))
            {
                Assert.Equal(1, CoreContent.NumberOf(message.Data.Span));
                source.Cancel();
            }
        }

        Assert.Equal(0, pair.Finish(ReadOne()));
        Assert.ThrowsAny<OperationCanceledException>(() => pair.Finish(ReadAndCancel()));
        Assert.Equal(2, CoreContent.NumberOf(Receive(pair, b).Data.Span));
    }

    private static DataChannelMessage Receive(CorePair pair, DataChannel channel)
    {
        var message = pair.Finish(channel.ReceiveAsync().AsTask());
        Assert.NotNull(message);
        return message;
    }

    private CorePair Pair(bool byHand) => new(byHand ? Own(new EventQueue()) : null);
}
