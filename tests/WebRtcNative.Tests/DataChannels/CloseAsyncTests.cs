using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>CloseAsync of connections and channels.</summary>
public sealed class CloseAsyncTests : NativeTest
{
    private const int Messages = 200;

    [Fact]
    public async Task Connection_MuchUnderWay_PeerHasEverythingAndIsTold()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        for (var i = 0; i < Messages; i++)
            a.Send(new byte[16 * 1024]);

        await pair.A.CloseAsync().WaitAsync(Wait.Deadline);

        Assert.Equal(0, NativeRuntime.WaitForClosings(TimeSpan.Zero));
        Assert.Equal(PeerConnectionState.Closed, pair.A.ConnectionState);
        await b.Closed.WaitAsync(Wait.Deadline);
        Assert.Equal((Messages, null), (b.AvailableMessageCount, b.Error));
        pair.Until(() => pair.B.Sctp!.Transport.State == DtlsTransportState.Closed, "the peer is told");
        Assert.Equal((PeerConnectionState.Connected, SctpTransportState.Closed), (pair.B.ConnectionState, pair.B.Sctp!.State));
    }

    /// <summary>What the task waits for, many times: the engine's threads have closed each connection when it ends.</summary>
    [Fact]
    public async Task Connection_ManyTimes_EngineHasClosedIt()
    {
        for (var i = 0; i < 50; i++)
        {
            var connection = Own(new PeerConnection());
            connection.CreateDataChannel("channel");
            await connection.SetLocalDescriptionAsync();

            await connection.CloseAsync().WaitAsync(Wait.Deadline);

            Assert.Equal(0, NativeRuntime.WaitForClosings(TimeSpan.Zero));
        }
    }

    [Fact]
    public async Task Connection_Cancelled_IsClosedAtOnceAndPeerIsTold()
    {
        using var queue = new EventQueue(); // without a poll there is no answer
        using var cancellation = new CancellationTokenSource();
        var pair = Own(new CorePair(queue));
        pair.Open();
        var closing = pair.A.CloseAsync(cancellation.Token);
        Assert.False(closing.IsCompleted);

        cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closing.WaitAsync(Wait.Deadline));
        Assert.Equal(PeerConnectionState.Closed, pair.A.ConnectionState);
        pair.Until(() => pair.B.Sctp!.Transport.State == DtlsTransportState.Closed, "the peer is told");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_CancelledBefore_IsClosedAtOnce(bool hasChannel)
    {
        var connection = Own(new PeerConnection(queue: Own(new EventQueue())));
        if (hasChannel)
            connection.CreateDataChannel("channel");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.CloseAsync(new CancellationToken(true)));

        Assert.Equal(PeerConnectionState.Closed, connection.ConnectionState);
    }

    [Fact]
    public async Task Connection_NobodyPolls_EndsAfterTheTime()
    {
        var options = new PeerConnectionOptions { ClosingTimeout = TimeSpan.FromMilliseconds(20) };
        var pair = Own(new CorePair(Own(new EventQueue()), options));
        pair.Open();

        await pair.A.CloseAsync().WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Closed, pair.A.ConnectionState);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("dispose")]
    [InlineData("queue")]
    public async Task Connection_EndedMeanwhile_EveryCallEnds(string how)
    {
        using var queue = new EventQueue();
        var pair = Own(new CorePair(queue));
        pair.Open();
        Task[] closing = [pair.A.CloseAsync(), pair.A.CloseAsync(), pair.B.CloseAsync()];
        // Up to the last step, which is not polled either: the channels are closed, and the peers are not told yet.
        pair.Until(() => (pair.A.IsClosed && pair.B.IsClosed) || closing.Any(task => task.IsCompleted), "the channels closed");

        switch (how)
        {
            case "close":
                pair.A.Close();
                pair.B.Close();
                break;
            case "dispose":
                pair.Dispose();
                break;
            default:
                queue.Dispose();
                break;
        }

        await Task.WhenAll(closing).WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task Connection_RepeatedAndAfterClose_Ends()
    {
        var pair = Own(new CorePair());
        pair.Open();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pair.A.CloseAsync()).Append(pair.B.CloseAsync())).WaitAsync(Wait.Deadline);
        await pair.A.CloseAsync().WaitAsync(Wait.Deadline);
        pair.A.Dispose();
        await pair.A.CloseAsync().WaitAsync(Wait.Deadline);

        var other = Own(new PeerConnection());
        other.Close();
        await other.CloseAsync().WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task Connection_InItsOwnHandler_Ends()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var closing = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        b.MessagesAvailable += (_, _) => closing.TrySetResult(pair.B.CloseAsync());

        a.Send("end");

        await (await closing.Task.WaitAsync(Wait.Deadline)).WaitAsync(Wait.Deadline);
        await a.Closed.WaitAsync(Wait.Deadline);
        Assert.Null(a.Error);
    }

    [Fact]
    public async Task Channel_Cancelled_ClosingContinues()
    {
        using var queue = new EventQueue();
        using var cancellation = new CancellationTokenSource();
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        a.Send("kept");
        var closing = a.CloseAsync(cancellation.Token);

        cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closing.WaitAsync(Wait.Deadline));
        Assert.Equal(DataChannelState.Closing, a.State);
        pair.Until(() => a.State == DataChannelState.Closed && b.State == DataChannelState.Closed, "closed on both sides");
        Assert.Equal((1, null), (b.AvailableMessageCount, b.Error));
    }

    [Fact]
    public async Task Channel_UnreadMessages_StayReadable()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        b.Send("kept");
        pair.Until(() => a.AvailableMessageCount == 1, "the message");

        await a.CloseAsync().WaitAsync(Wait.Deadline);

        Assert.Equal(DataChannelState.Closed, a.State);
        Assert.Equal("kept", (await a.ReceiveAsync())?.Text);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(25 * 3600 * 1000)]
    public void ClosingTimeout_OutOfRange_IsNamed(int milliseconds)
    {
        var options = new PeerConnectionOptions { ClosingTimeout = TimeSpan.FromMilliseconds(milliseconds) };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new PeerConnection(options));

        Assert.Equal(nameof(PeerConnectionOptions.ClosingTimeout), error.ParamName);
    }
}
