using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>What becomes of sends that wait when the channel ends, and TrySend of text.</summary>
public sealed class DataChannelSendEndTests : NativeTest
{
    public static TheoryData<bool, string> Ends()
    {
        var ends = new TheoryData<bool, string>();
        foreach (var end in new[] { "Close of the channel", "Close of the connection", "Dispose of the channel", "the peer" })
        {
            ends.Add(false, end);
            ends.Add(true, end);
        }
        ends.Add(true, "Dispose of the queue");
        return ends;
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task SendAsync_EndedWhileWaiting_EveryOneEnds(bool byHand, string end)
    {
        var queue = byHand ? Own(new EventQueue()) : null;
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        while (a.TrySend(new byte[262144]) == SendResult.Sent)
            continue;
        var tasks = Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? a.SendAsync("x").AsTask() : a.SendAsync(new byte[10]).AsTask()).ToList();
        Assert.All(tasks, task => Assert.False(task.IsCompleted));

        End(end, pair, a, b, queue);
        if (end == "the peer")
            pair.Until(() => a.State == DataChannelState.Closed, "the channel closed");

        foreach (var task in tasks)
        {
            var error = await Record.ExceptionAsync(() => task.WaitAsync(Wait.Deadline));
            // Room may become free before the peer's closing is complete.
            if (error == null)
                Assert.Equal("the peer", end);
            else
                Assert.IsType(end == "Dispose of the channel" ? typeof(ObjectDisposedException) : typeof(InvalidOperationException), error);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendAsync_EndedWhileConnecting_InvalidOperation(bool dispose)
    {
        var connection = Own(new PeerConnection());
        var channel = connection.CreateDataChannel("channel");
        var other = connection.CreateDataChannel("other");
        var sending = channel.SendAsync("x").AsTask();
        var sendingOther = other.SendAsync("x").AsTask();

        channel.Close();
        Assert.IsType<InvalidOperationException>(await Record.ExceptionAsync(() => sending.WaitAsync(Wait.Deadline)));
        if (dispose)
            connection.Dispose();
        else
            connection.Close();
        Assert.IsType<InvalidOperationException>(await Record.ExceptionAsync(() => sendingOther.WaitAsync(Wait.Deadline)));
    }

    [Fact]
    public void TrySend_Text_EveryLengthWhole()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        string[] texts = ["", "x", new('é', 255), new('é', 256), new('é', 257), "half a pair: \uD83D", new('x', 262144), "a\0b"];

        foreach (var text in texts)
            Assert.Equal(SendResult.Sent, a.TrySend(text));
        pair.Until(() => b.AvailableMessageCount == texts.Length, "all texts");

        Assert.Equal(texts.Select(Encoding.UTF8.GetBytes), CoreContent.TakeAll(b));
    }

    [Fact]
    public void TrySend_TextThatCannotBeSent_SaysWhy()
    {
        var pair = Own(new CorePair());
        var huge = new string('x', 17 * 1024 * 1024);
        var connecting = pair.A.CreateDataChannel("connecting");
        Assert.Equal(SendResult.NotOpen, connecting.TrySend("x"));
        Assert.Equal(SendResult.NotOpen, connecting.TrySend(huge));
        Assert.Throws<ArgumentNullException>(() => connecting.TrySend((string)null!));

        var (a, _) = pair.Open();
        Assert.Equal(SendResult.TooLarge, a.TrySend(new string('é', 131073)));
        Assert.Equal(SendResult.TooLarge, a.TrySend(huge));

        a.Dispose();
        Assert.Equal(SendResult.Closed, a.TrySend("x"));
        Assert.Equal(SendResult.Closed, a.TrySend(huge));
    }

    private static void End(string end, CorePair pair, DataChannel a, DataChannel b, EventQueue? queue)
    {
        switch (end)
        {
            case "Close of the channel":
                a.Close();
                break;
            case "Close of the connection":
                pair.A.Close();
                break;
            case "Dispose of the queue":
                queue!.Dispose();
                break;
            case "the peer":
                b.Close();
                break;
            default:
                a.Dispose();
                break;
        }
    }
}
