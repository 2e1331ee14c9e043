using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>AcceptDataChannelAsync and ReadDataChannelsAsync.</summary>
public sealed class AcceptDataChannelTests : NativeTest
{
    private const int KeptAtMost = 1024;

    [Fact]
    public async Task Accept_ConnectionClosed_Null()
    {
        var connection = Own(new PeerConnection());
        var waiting = connection.AcceptDataChannelAsync();
        var another = connection.AcceptDataChannelAsync();
        Assert.False(waiting.IsCompleted);

        connection.Close();

        Assert.Null(await waiting.AsTask().WaitAsync(Wait.Deadline));
        Assert.Null(await another.AsTask().WaitAsync(Wait.Deadline));
        Assert.Null(await connection.AcceptDataChannelAsync());
        connection.Dispose();
        Assert.Null(await connection.AcceptDataChannelAsync());
        await foreach (var channel in connection.ReadDataChannelsAsync())
            Assert.Fail($"A channel came: {channel.Label}");
    }

    [Fact]
    public async Task Accept_Cancelled_NoChannelIsLost()
    {
        var pair = Own(new AcceptingPair());
        using var source = new CancellationTokenSource();
        var waiting = pair.B.AcceptDataChannelAsync(source.Token);
        await source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.AsTask().WaitAsync(Wait.Deadline));
        Assert.Equal(source.Token, error.CancellationToken);

        await pair.CreateAsync("channel");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pair.B.AcceptDataChannelAsync(source.Token).AsTask());
        Assert.Equal("channel", (await pair.AcceptAsync()).Label);
    }

    [Fact]
    public async Task Accept_ChannelsCameBefore_InOrderWithTheirMessages()
    {
        var pair = Own(new AcceptingPair());
        for (var i = 0; i < 10; i++)
        {
            var channel = await pair.CreateAsync($"channel {i}");
            await channel.SendAsync($"message {i}");
            if (i % 2 == 0)
                await channel.DisposeAsync();
        }

        for (var i = 0; i < 10; i++)
        {
            var channel = await pair.AcceptAsync();
            Assert.Equal($"channel {i}", channel.Label);
            Assert.Equal($"message {i}", (await channel.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline))?.Text);
        }
    }

    [Fact]
    public async Task Accept_HandlerAttached_ChannelIsTheHandlers()
    {
        var pair = Own(new AcceptingPair());
        var received = new TaskCompletionSource<DataChannel>(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler<DataChannel> handler = (_, channel) => received.TrySetResult(channel);
        pair.B.DataChannelReceived += handler;
        var waiting = pair.B.AcceptDataChannelAsync();
        await pair.CreateAsync("to the handler");
        Assert.Equal("to the handler", (await received.Task.WaitAsync(Wait.Deadline)).Label);

        pair.B.DataChannelReceived -= handler;
        await pair.CreateAsync("to the other");

        Assert.Equal("to the other", (await waiting.AsTask().WaitAsync(Wait.Deadline))?.Label);
    }

    [Fact]
    public async Task ReadDataChannels_SeveralReaders_EachChannelOnce()
    {
        var pair = Own(new AcceptingPair());
        var labels = new ConcurrentQueue<string>();
        async Task ReadAsync()
        {
            await foreach (var channel in pair.B.ReadDataChannelsAsync())
                labels.Enqueue(channel.Label);
        }
        var reading = Enumerable.Range(0, 4).Select(_ => ReadAsync()).ToList();
        var expected = Enumerable.Range(0, 40).Select(i => $"{i:D2}").ToList();
        foreach (var label in expected)
            await pair.CreateAsync(label);
        pair.Until(() => labels.Count >= expected.Count, "the channels");

        pair.B.Close();
        await Task.WhenAll(reading).WaitAsync(Wait.Deadline);

        Assert.Equal(expected, labels.Order());
    }

    [Fact]
    public async Task ReadDataChannels_BreakAndAgain_GoesOn()
    {
        var pair = Own(new AcceptingPair());
        for (var i = 0; i < 4; i++)
        {
            await pair.CreateAsync($"channel {i}");
            await foreach (var channel in pair.B.ReadDataChannelsAsync())
            {
                Assert.Equal($"channel {i}", channel.Label);
                break;
            }
        }
    }

    [Fact]
    public void Accept_QueueIsPolled_EndsInPoll()
    {
        using var queue = new EventQueue();
        var pair = Own(new AcceptingPair(queue));
        var waiting = pair.B.AcceptDataChannelAsync().AsTask();
        var channel = pair.A.CreateDataChannel("channel");
        pair.Negotiate();
        pair.Until(() => waiting.IsCompleted, "the channel");

        var received = pair.Finish(waiting);
        Assert.Equal(("channel", DataChannelState.Open), (received?.Label, received?.State));
        channel.Close();
    }

    /// <summary>Nothing is left of it: the base class looks.</summary>
    [Fact]
    public async Task Close_ChannelIsKept_ItIsDisposed()
    {
        var pair = Own(new AcceptingPair());
        await pair.CreateAsync("first");
        await pair.CreateAsync("second");
        await pair.AcceptAsync(); // so that the other has come too, or comes into the closing
        var channels = pair.B.Channels.Select(channel => channel.Value).ToList();

        pair.B.Close();

        Assert.Null(await pair.B.AcceptDataChannelAsync());
        pair.Until(() => channels.Count(channel => channel.IsDisposed) == channels.Count - 1, "all but the first disposed");
    }

    /// <summary>The channel is there, and its event waits behind the handler that closes.</summary>
    [Fact]
    public async Task Close_ChannelIsNotAnnouncedYet_ItIsDisposed()
    {
        var pair = Own(new AcceptingPair());
        var closed = new TaskCompletionSource<DataChannel>(TaskCreationOptions.RunContinuationsAsynchronously);
        pair.B.IceConnectionStateChanged += (_, state) => // before DTLS, and so before the channel
        {
            if (state != IceConnectionState.Connected)
                return;
            Wait.Until(() => pair.B.Channels.Any(), "the channel is there");
            var channel = pair.B.Channels.Single().Value;
            pair.B.Close();
            closed.SetResult(channel);
        };
        pair.A.CreateDataChannel("channel");
        await CorePair.NegotiateAsync(pair.A, pair.B).WaitAsync(Wait.Deadline);

        var channel = await closed.Task.WaitAsync(Wait.Deadline);

        Wait.Until(() => channel.IsDisposed, "the channel is disposed");
    }

    [StreamIdFact(2 * KeptAtMost + 100)]
    public void Accept_NobodyAsks_LimitHolds()
    {
        const int Count = KeptAtMost + 50;
        using var queue = new EventQueue();
        var pair = Own(new AcceptingPair(queue));
        var channels = Enumerable.Range(0, Count).Select(i => pair.A.CreateDataChannel($"{i}")).ToList();
        pair.Negotiate();
        pair.Until(() => channels.Count(channel => channel.State == DataChannelState.Closed) == Count - KeptAtMost, "the others closed");

        for (var i = 0; i < KeptAtMost; i++)
            Assert.NotNull(pair.Finish(pair.B.AcceptDataChannelAsync().AsTask()));
        var waiting = pair.B.AcceptDataChannelAsync().AsTask();
        Assert.False(waiting.IsCompleted);
    }

    /// <summary>A pair without a handler.</summary>
    private sealed class AcceptingPair(EventQueue? byHand = null) : IDisposable
    {
        private readonly CorePair _pair = new(byHand, takesChannels: false);

        public PeerConnection A => _pair.A;

        public PeerConnection B => _pair.B;

        public void Negotiate() => _pair.Negotiate();

        public void Until(Func<bool> condition, string what) => _pair.Until(condition, what);

        public T Finish<T>(Task<T> task) => _pair.Finish(task);

        /// <summary>An open channel of A.</summary>
        public async Task<DataChannel> CreateAsync(string label)
        {
            var channel = A.CreateDataChannel(label);
            if (A.SignalingState == SignalingState.Stable && A.CurrentLocalDescription == null)
                await CorePair.NegotiateAsync(A, B).WaitAsync(Wait.Deadline);
            await channel.Opened.WaitAsync(Wait.Deadline);
            return channel;
        }

        public async Task<DataChannel> AcceptAsync() => (await B.AcceptDataChannelAsync().AsTask().WaitAsync(Wait.Deadline))!;

        public void Dispose() => _pair.Dispose();
    }
}
