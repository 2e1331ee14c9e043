using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>DisposeAsync of channels and connections.</summary>
public sealed class DisposeAsyncTests : NativeTest
{
    private const int Messages = 200;

    [Fact]
    public async Task Channel_PeerIsThere_ItHasEverything()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        for (var i = 0; i < Messages; i++)
            a.Send(new byte[16 * 1024]);

        await a.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);

        await b.Closed.WaitAsync(Wait.Deadline);
        Assert.Equal((Messages, null), (b.AvailableMessageCount, b.Error));
        Assert.Throws<ObjectDisposedException>(() => a.TryReceive(new byte[1], out _));
        Assert.NotEqual(PeerConnectionState.Closed, pair.A.ConnectionState);
    }

    [Fact]
    public async Task Channel_NotOpenYet_Ends()
    {
        var channel = Own(new PeerConnection()).CreateDataChannel("channel");

        await channel.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);

        Assert.Equal(DataChannelState.Closed, channel.State);
    }

    [Fact]
    public async Task Channel_RepeatedInEveryOrder_Ends()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var disposing = Enumerable.Range(0, 4).Select(_ => a.DisposeAsync().AsTask()).Append(b.DisposeAsync().AsTask()).ToList();
        await Task.WhenAll(disposing).WaitAsync(Wait.Deadline);

        a.Dispose();
        await a.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);
        pair.A.Close();
        await a.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);
        await pair.A.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);
        await pair.A.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task Channel_DisposedOrConnectionClosedMeanwhile_Ends()
    {
        using var queue = new EventQueue(); // no longer polled: the closing procedure alone would not end the wait
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        Task[] disposing = [a.DisposeAsync().AsTask(), b.DisposeAsync().AsTask()];
        Assert.DoesNotContain(disposing, task => task.IsCompleted);

        a.Dispose();
        pair.B.Close();

        await Task.WhenAll(disposing).WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task Channel_NoAnswer_EndsAfterTheTime()
    {
        using var queue = new EventQueue(); // without a poll there is no answer
        var pair = Own(new CorePair(queue, new PeerConnectionOptions { ClosingTimeout = TimeSpan.FromMilliseconds(50) }));
        var (a, _) = pair.Open();

        await a.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);

        Assert.Throws<ObjectDisposedException>(() => a.TryReceive(new byte[1], out _));
    }

    [Fact]
    public async Task Channel_InItsOwnHandler_Ends()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var disposing = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        b.MessagesAvailable += (_, _) => disposing.TrySetResult(b.DisposeAsync().AsTask());

        a.Send("end");

        await (await disposing.Task.WaitAsync(Wait.Deadline)).WaitAsync(Wait.Deadline);
        await a.Closed.WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task Connection_WithoutChannels_Ends()
    {
        var connection = new PeerConnection();

        await connection.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);

        Assert.Throws<ObjectDisposedException>(() => connection.CreateDataChannel("channel"));
    }

    /// <summary>With Dispose they would have failed.</summary>
    [Fact]
    public async Task Connection_WithChannels_PeerSeesThemClosedWithEverything()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var more = pair.A.CreateDataChannel("more");
        pair.Until(() => pair.ReceivedByB.Count == 2 && more.State == DataChannelState.Open, "the second channel");
        var other = pair.ReceivedByB.Last();
        b.Send("kept");
        pair.Until(() => a.AvailableMessageCount == 1, "the message");
        for (var i = 0; i < Messages; i++)
        {
            a.Send(new byte[16 * 1024]);
            more.Send(new byte[1024]);
        }

        await pair.A.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Closed, pair.A.ConnectionState);
        Assert.Equal(1, a.AvailableMessageCount);
        await Task.WhenAll(b.Closed, other.Closed).WaitAsync(Wait.Deadline);
        Assert.Equal((Messages, Messages), (b.AvailableMessageCount, other.AvailableMessageCount));
        Assert.Equal((null, null), (b.Error, other.Error));
    }
}
