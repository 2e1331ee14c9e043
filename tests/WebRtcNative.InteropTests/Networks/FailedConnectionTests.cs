using System.Diagnostics;
using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Open channels of a connection whose network has ended, and how soon each timing notices it.</summary>
public sealed class FailedConnectionTests : NativeTest
{
    private static readonly Impairment s_dead = new() { Loss = 1 };

    private static readonly PeerConnectionOptions s_closing = new() { IceTiming = IceTimingOptions.Games, CloseChannelsWhenFailed = true };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_Failed_EveryWaitEndsWithTheError(bool byHand)
    {
        var pair = Own(new RelayedPair(new Impairment(), 1, s_closing, byHand ? Own(new EventQueue()) : null));
        var channels = pair.Open(new DataChannelOptions(), new DataChannelOptions());
        var (full, idle) = (channels[0].A, channels[1].A);
        channels[1].B.Send("before");
        pair.Until(() => idle.AvailableMessageCount == 1, "the message");

        pair.Relay.Change(s_dead);
        while (full.TrySend(new byte[65536]) == SendResult.Sent)
            continue;
        Task[] waits =
        [
            full.SendAsync(new byte[1]).AsTask(), full.SendAsync("x").AsTask(), full.ReceiveAsync().AsTask(),
            pair.A.AcceptDataChannelAsync().AsTask(), ReadAllAsync(channels[0].B),
        ];
        pair.Until(() => waits.All(wait => wait.IsCompleted), "all waits to end");
        pair.Until(() => idle.State == DataChannelState.Closed, "the idle channel closed");

        foreach (var wait in waits)
            Assert.Equal(RtcErrorType.NetworkError, Assert.IsType<WebRtcException>(wait.Exception?.InnerException).ErrorType);
        Assert.Equal(PeerConnectionState.Failed, pair.A.ConnectionState);
        Assert.Equal("before", Finish(pair, idle.ReceiveAsync().AsTask())?.Text);
        Assert.Equal(idle.Error, Record.Exception(() => Finish(pair, idle.ReceiveAsync().AsTask())));
    }

    /// <summary>As the W3C has it: ICE is restarted, and the wait ends as if nothing had been.</summary>
    [Fact]
    public void Open_FailedByDefault_WaitGoesOnUntilRestarted()
    {
        var pair = Own(new RelayedPair(new Impairment(), 2, s_closing with { CloseChannelsWhenFailed = false }));
        var (a, b) = pair.Open(new DataChannelOptions())[0];
        var receiving = a.ReceiveAsync().AsTask();
        pair.Relay.Change(s_dead);
        b.Send("sent meanwhile");
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Failed, "failed");
        Assert.False(receiving.IsCompleted);

        Restart(pair);

        Assert.Equal("sent meanwhile", Finish(pair, receiving)?.Text);
    }

    [Fact]
    public void Failed_Restarted_NewChannelsWork()
    {
        var pair = Own(new RelayedPair(new Impairment(), 3, s_closing));
        var (a, b) = pair.Open(new DataChannelOptions())[0];
        pair.Relay.Change(s_dead);
        pair.Until(() => (a.State, b.State) == (DataChannelState.Closed, DataChannelState.Closed), "both ends closed");

        Restart(pair);
        pair.Until(() => pair.B.ConnectionState == PeerConnectionState.Connected, "connected again");
        var channel = pair.A.CreateDataChannel("new");
        Finish(pair, channel.SendAsync("message").AsTask());

        var received = Finish(pair, pair.B.AcceptDataChannelAsync().AsTask());
        Assert.Equal("message", Finish(pair, received!.ReceiveAsync().AsTask())?.Text);
    }

    /// <summary>All three lose their networks at the same time, so a busy machine delays them all.</summary>
    [Fact]
    public void Presets_NetworkEnds_GamesFirstMobileLast()
    {
        var games = Own(new Patience(IceTimingOptions.Games));
        var defaults = Own(new Patience(new IceTimingOptions()));
        var mobile = Own(new Patience(IceTimingOptions.MobileNetworks));

        foreach (var patience in new[] { games, defaults, mobile })
            patience.End();
        Wait.Until(() => mobile.Disconnected != null, "the most patient one is disconnected");

        Assert.True(games.Disconnected < games.Failed);
        Assert.True(games.Failed < defaults.Disconnected, $"{games.Failed} after {defaults.Disconnected}");
        Assert.True(defaults.Disconnected < mobile.Disconnected, $"{defaults.Disconnected} after {mobile.Disconnected}");
        Assert.Null(mobile.Failed);
    }

    private static void Restart(RelayedPair pair)
    {
        pair.Relay.Change(new Impairment());
        pair.A.RestartIce();
        Finish(pair, CorePair.NegotiateAsync(pair.A, pair.B));
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected, "connected again");
    }

    private static T Finish<T>(RelayedPair pair, Task<T> task)
    {
        Finish(pair, (Task)task);
        return task.Result;
    }

    private static void Finish(RelayedPair pair, Task task)
    {
        pair.Until(() => task.IsCompleted, "the task to end");
        task.GetAwaiter().GetResult();
    }

    private static async Task ReadAllAsync(DataChannel channel)
    {
        await foreach (var _ in channel.ReadAllAsync())
            continue;
    }

    /// <summary>A pair with that timing, and when its one side was disconnected and failed.</summary>
    private sealed class Patience : IDisposable
    {
        private readonly RelayedPair _pair;
        private readonly Stopwatch _watch = new();

        public Patience(IceTimingOptions timing)
        {
            _pair = new RelayedPair(new Impairment(), 4, new PeerConnectionOptions { IceTiming = timing });
            _pair.Open(new DataChannelOptions());
            _pair.A.ConnectionStateChanged += (_, state) =>
            {
                if (state == PeerConnectionState.Disconnected)
                    Disconnected ??= _watch.Elapsed;
                else if (state == PeerConnectionState.Failed)
                    Failed ??= _watch.Elapsed;
            };
        }

        public TimeSpan? Disconnected { get; private set; }

        public TimeSpan? Failed { get; private set; }

        public void End()
        {
            _watch.Start();
            _pair.Relay.Change(s_dead);
        }

        public void Dispose() => _pair.Dispose();
    }
}
