using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>How receiving ends: closed by either side, failed, disposed.</summary>
public sealed class DataChannelReceiveEndTests : NativeTest
{
    private readonly byte[] _buffer = new byte[2000];

    public static TheoryData<bool, string> Ends()
    {
        var ends = new TheoryData<bool, string>();
        foreach (var end in new[] { "Close of the connection", "Dispose of the connection", "Dispose of the channel" })
        {
            ends.Add(false, end);
            ends.Add(true, end);
        }
        ends.Add(true, "Dispose of the queue");
        return ends;
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task ReceiveAsync_EndedByThisSide_WakesWithoutPolling(bool byHand, string end)
    {
        var queue = byHand ? Own(new EventQueue()) : null;
        var pair = Own(new CorePair(queue));
        var (a, _) = pair.Open();
        var waiting = a.ReceiveAsync(_buffer).AsTask();
        Assert.False(waiting.IsCompleted);

        switch (end)
        {
            case "Close of the connection":
                pair.A.Close();
                break;
            case "Dispose of the connection":
                pair.A.Dispose();
                break;
            case "Dispose of the queue":
                queue!.Dispose();
                break;
            default:
                a.Dispose();
                break;
        }

        if (end == "Dispose of the channel")
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Wait.Deadline));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => a.ReceiveAsync(_buffer).AsTask().WaitAsync(Wait.Deadline));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => a.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline));
        }
        else
        {
            Assert.Null(await waiting.WaitAsync(Wait.Deadline));
            Assert.Null(await a.ReceiveAsync(_buffer).AsTask().WaitAsync(Wait.Deadline));
            Assert.Null(await a.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_ConnectionClosed_WhatArrivedBeforeFirst(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        b.Send([1]);
        pair.Until(() => a.AvailableMessageCount == 1, "the message");

        pair.A.Close();

        Assert.Equal(1, pair.Finish(a.ReceiveAsync(_buffer).AsTask())!.Value.Length);
        Assert.Null(pair.Finish(a.ReceiveAsync(_buffer).AsTask()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_OneSideCloses_NullOnBoth(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var waitingA = a.ReceiveAsync(_buffer).AsTask();
        a.Send([1]);
        a.Send([2]);
        pair.Until(() => b.AvailableMessageCount == 2, "both messages");

        a.Close();

        Assert.Null(pair.Finish(waitingA));
        pair.Until(() => b.State == DataChannelState.Closed, "B closed");
        Assert.Equal(1, pair.Finish(b.ReceiveAsync(_buffer).AsTask())!.Value.Length);
        Assert.Equal(1, pair.Finish(b.ReceiveAsync(_buffer).AsTask())!.Value.Length);
        Assert.Null(pair.Finish(b.ReceiveAsync(_buffer).AsTask()));
        Assert.Null(pair.Finish(b.ReceiveAsync().AsTask()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_ReceiveLimitExceeded_RestThenTheFailureEachTime(bool byHand)
    {
        var pair = Own(Pair(byHand, new PeerConnectionOptions { ReceiveLimit = 10_000 }));
        var (a, b) = pair.Open();
        for (var i = 0; i < 100; i++)
            a.TrySend(CoreContent.Numbered(i, 1000));
        pair.Until(() => b.State == DataChannelState.Closed, "B closed");

        for (var i = 0; i < 9; i++)
        {
            Assert.NotNull(pair.Finish(b.ReceiveAsync(_buffer).AsTask()));
            Assert.Equal(i, CoreContent.NumberOf(_buffer.AsSpan(0, 1000)));
        }
        var error = Assert.Throws<WebRtcException>(() => pair.Finish(b.ReceiveAsync(_buffer).AsTask()));
        Assert.Same(b.Error, error);
        Assert.Same(error, Assert.Throws<WebRtcException>(() => pair.Finish(b.ReceiveAsync().AsTask())));
        Assert.Same(error, Assert.Throws<WebRtcException>(() => pair.Finish(b.ReadAllAsync().GetAsyncEnumerator().MoveNextAsync().AsTask())));
    }

    // The failure comes while a reader waits, since the one message is over the limit.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReceiveAsync_FailsWhileWaiting_TheFailure(bool byHand)
    {
        var pair = Own(Pair(byHand, new PeerConnectionOptions { ReceiveLimit = 10_000 }));
        var (a, b) = pair.Open();
        var waiting = b.ReceiveAsync(_buffer).AsTask();

        a.Send(new byte[20_000]);

        Assert.Same(Assert.Throws<WebRtcException>(() => pair.Finish(waiting)), b.Error);
    }

    private CorePair Pair(bool byHand, PeerConnectionOptions? options = null) => new(byHand ? Own(new EventQueue()) : null, options);
}
