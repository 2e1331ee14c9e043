using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>Send, TrySend, TryReceive and MessagesAvailable.</summary>
public sealed class SendTests : NativeTest
{
    [Fact]
    public void TrySend_EveryState_SaysWhy()
    {
        var pair = Own(new CorePair());
        var connecting = pair.A.CreateDataChannel("connecting");
        Assert.Equal(SendResult.NotOpen, connecting.TrySend([1]));
        Assert.Throws<InvalidOperationException>(() => connecting.Send([1]));
        Assert.Throws<InvalidOperationException>(() => connecting.Send("text"));

        var (a, b) = pair.Open();
        Assert.Equal(SendResult.TooLarge, a.TrySend(new byte[262145]));
        Assert.Throws<ArgumentException>(() => a.Send(new byte[262145]));
        Assert.Throws<ArgumentException>(() => a.Send(new string('x', 262145)));
        Assert.Throws<ArgumentNullException>(() => a.Send((string)null!));
        Assert.Equal(SendResult.Sent, a.TrySend([1]));

        b.Close();
        pair.Until(() => a.State == DataChannelState.Closed, "A closed");
        Assert.Equal(SendResult.Closed, a.TrySend([1]));
        Assert.IsType<InvalidOperationException>(Record.Exception(() => a.Send([1])));

        a.Dispose();
        Assert.Equal(SendResult.Closed, a.TrySend([1]));
        Assert.Throws<ObjectDisposedException>(() => a.Send([1]));
        Assert.Throws<ObjectDisposedException>(() => a.TryReceive(new byte[1], out _));
    }

    [Fact]
    public void Send_BufferFull_ResourceExhausted()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var sent = 0;

        var error = Record.Exception(() =>
        {
            for (; sent < 200; sent++)
                a.Send(CoreContent.Numbered(sent, 262144));
        });

        Assert.Equal(RtcErrorType.ResourceExhausted, Assert.IsType<WebRtcException>(error).ErrorType);
        pair.Until(() => b.AvailableMessageCount == sent, "all that was accepted");
        pair.Until(() => a.BufferedAmount == 0, "an empty send buffer");
    }

    [Fact]
    public void TrySend_OwnConnectionClosed_ClosedAtOnce()
    {
        for (var i = 0; i < 10; i++)
        {
            using var pair = new CorePair();
            var (a, _) = pair.Open();

            pair.A.Close();

            Assert.Equal(DataChannelState.Closed, a.State);
            Assert.Equal(SendResult.Closed, a.TrySend([1]));
        }
    }

    [Fact]
    public void Send_TextAndBytes_ReceiverTellsThemApart()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        const string Text = "naïve \0 😀";

        a.Send(Text);
        a.Send("bytes"u8);
        a.Send("");
        a.Send(ReadOnlySpan<byte>.Empty);
        pair.Until(() => b.AvailableMessageCount == 4, "all messages");

        var buffer = new byte[64];
        Assert.Equal(Encoding.UTF8.GetByteCount(Text), b.NextMessageSize);
        Assert.True(b.TryReceive(buffer, out var message));
        Assert.Equal((Text, true), (Encoding.UTF8.GetString(buffer, 0, message.Length), message.IsText));
        Assert.True(b.TryReceive(buffer, out message));
        Assert.Equal((5, false), (message.Length, message.IsText));
        Assert.True(b.TryReceive(buffer, out message));
        Assert.Equal((0, true), (message.Length, message.IsText));
        Assert.True(b.TryReceive(buffer, out message));
        Assert.Equal((0, false), (message.Length, message.IsText));
        Assert.Null(b.NextMessageSize);
        Assert.False(b.TryReceive(buffer, out message));
        Assert.Equal(default, message);
    }

    [Fact]
    public void Send_HalfASurrogatePair_ReplacementCharacter()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();

        a.Send("a\uD83Db"); // W3C: a USVString, so half a pair becomes U+FFFD
        pair.Until(() => b.AvailableMessageCount == 1, "the message");

        Assert.Equal("a\uFFFDb", Encoding.UTF8.GetString(CoreContent.TakeAll(b)[0]));
    }

    [Fact]
    public void MessagesAvailable_QueueNotEmptied_RaisedAtTheEdgeOnly()
    {
        var pair = Own(new CorePair(Own(new EventQueue())));
        var (a, b) = pair.Open();
        var raised = 0;
        b.MessagesAvailable += (_, _) => raised++;

        for (var i = 0; i < 5; i++)
            a.Send([(byte)i]);
        pair.Until(() => b.AvailableMessageCount == 5 && raised > 0, "five messages");
        Assert.Equal(1, raised);

        // Four left: the queue is not empty, so the next message is no edge.
        Assert.True(b.TryReceive(new byte[1], out _));
        a.Send([5]);
        pair.Until(() => b.AvailableMessageCount == 5, "the sixth");
        Assert.Equal(1, raised);

        Assert.Equal(5, CoreContent.TakeAll(b).Count);
        a.Send([6]);
        pair.Until(() => raised == 2, "the next edge");
        Assert.Equal(1, b.AvailableMessageCount);
    }

    [Fact]
    public void MessagesAvailable_HandlerEmptiesTheQueue_MissesNothing()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var received = new List<int>();
        b.MessagesAvailable += (_, _) =>
        {
            foreach (var message in CoreContent.TakeAll(b))
            {
                lock (received)
                    received.Add(CoreContent.NumberOf(message));
            }
        };

        for (var i = 0; i < 5000; i++)
            a.Send(CoreContent.Numbered(i, 40));
        pair.Until(
            () =>
            {
                lock (received)
                    return received.Count == 5000;
            },
            "all messages, by the events alone");

        Assert.Equal(Enumerable.Range(0, 5000), received);
    }

    // As below, messages may be missing; the channel, its order and its clean close may not.
    [Fact]
    public void DataChannelReceived_SentAndClosedBeforeThePoll_ToldOfAndClosed()
    {
        var pair = Own(new CorePair(Own(new EventQueue())));
        pair.Open();
        var queueOfB = pair.ReceivedByB;
        var later = pair.A.CreateDataChannel("later");
        Wait.Until(() => later.TrySend(CoreContent.Numbered(0, 1000)) == SendResult.Sent, "the channel open, unpolled");
        for (var i = 1; i < 10; i++)
            Assert.Equal(SendResult.Sent, later.TrySend(CoreContent.Numbered(i, 1000)));
        later.Close();
        Wait.Until(() => later.TrySend([1]) == SendResult.Closed, "the closing procedure, unpolled");

        pair.Until(() => queueOfB.Count == 2 && queueOfB.Last().State == DataChannelState.Closed, "the channel, closed");

        Assert.Null(queueOfB.Last().Error);
        var arrived = CoreContent.TakeAll(queueOfB.Last()).Select(message => CoreContent.NumberOf(message)).ToList();
        Assert.Equal(Enumerable.Range(0, arrived.Count), arrived);
    }

    // The engine drops messages of a channel whose reset arrives before its observer could be registered, so they may be
    // missing here. Messages that arrive must be right, and the channel must be announced and close.
    [Fact]
    public void DataChannelReceived_SentAndClosedAtOnce_ToldOfAndClosed()
    {
        var pair = Own(new CorePair(Own(new EventQueue())));
        pair.Open();
        var channels = Enumerable.Range(0, 50).Select(i => pair.A.CreateDataChannel($"brief {i}")).ToList();

        foreach (var channel in channels)
        {
            Wait.Until(() => channel.TrySend(CoreContent.Numbered(0, 1000)) == SendResult.Sent, "the channel open, unpolled");
            Assert.Equal(SendResult.Sent, channel.TrySend(CoreContent.Numbered(1, 1000)));
            channel.Close();
        }
        pair.Until(() => pair.ReceivedByB.Count(channel => channel.State == DataChannelState.Closed) == 50, "all channels, closed");

        Assert.All(pair.ReceivedByB.Where(channel => channel.Label != "channel"),
            channel =>
            {
                var arrived = CoreContent.TakeAll(channel).Select(message => CoreContent.NumberOf(message)).ToList();
                Assert.Equal(Enumerable.Range(0, arrived.Count), arrived);
            });
    }
}
