using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>What SendAsync and ReceiveAsync wait with: AsyncSignal and AsyncTurnstile, without an engine.</summary>
public sealed class DataChannelWaitingTests
{
    [Fact]
    public void Set_BeforeWaitAsync_KeptOnce()
    {
        var signal = new AsyncSignal();
        signal.Set();
        signal.Set();

        Assert.True(signal.WaitAsync(default).AsTask().IsCompletedSuccessfully);
        var second = signal.WaitAsync(default).AsTask();
        Assert.False(second.IsCompleted);

        signal.Set();
        Wait.Until(() => second.IsCompletedSuccessfully, "the wait to end");
    }

    [Fact]
    public async Task WaitAsync_CancelledToken_CanceledAndUsable()
    {
        var signal = new AsyncSignal();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signal.WaitAsync(source.Token).AsTask());
        Assert.Equal(source.Token, error.CancellationToken);

        // The cancellation has not left a signal behind.
        var waiting = signal.WaitAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);
        signal.Set();
        await waiting.WaitAsync(Wait.Deadline);
    }

    // A lost wake would be a hang.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Set_RacesWithWaitAsync_NoneIsLost(int setters)
    {
        const int Count = 100_000;
        var signal = new AsyncSignal();
        var (given, taken) = (0, 0);
        async Task Take()
        {
            while (taken < setters * Count)
            {
                var now = Volatile.Read(ref given);
                if (now == taken)
                    await signal.WaitAsync(default).ConfigureAwait(false);
                Volatile.Write(ref taken, now);
            }
        }
        var taking = Take();

        var giving = Enumerable.Range(0, setters).Select(_ => CoreThread.Start(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                Interlocked.Increment(ref given);
                signal.Set();
                // Now and then the other side is let into its wait.
                if (i % 16 == 0)
                    SpinWait.SpinUntil(() => Volatile.Read(ref taken) >= given - 100, Wait.Deadline);
            }
        })).ToList();

        CoreThread.Join([.. giving, taking]);
        Assert.Equal(setters * Count, taken);
    }

    [Fact]
    public void EnterAsync_ManyWithCancellations_OneAtATimeAndInOrder()
    {
        const int Count = 2000;
        var turnstile = new AsyncTurnstile();
        var order = new List<int>();
        var (inside, worst) = (0, 0);
        async Task Pass(int number, CancellationToken cancellationToken)
        {
            await turnstile.EnterAsync(cancellationToken).ConfigureAwait(false);
            worst = Math.Max(worst, Interlocked.Increment(ref inside));
            order.Add(number);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            turnstile.Exit();
        }
        using var source = new CancellationTokenSource();
        var first = turnstile.EnterAsync(default).AsTask();
        Assert.True(first.IsCompletedSuccessfully);
        var tasks = Enumerable.Range(0, Count).Select(i => Pass(i, i % 3 == 0 ? source.Token : default)).ToList();

        var cancelling = CoreThread.Start(source.Cancel);
        turnstile.Exit();
        Wait.Until(() => cancelling.IsCompleted && tasks.TrueForAll(task => task.IsCompleted), "all to pass or to give up");

        Assert.Equal(1, worst);
        Assert.Equal(Enumerable.Range(0, Count).Where(i => tasks[i].IsCompletedSuccessfully), order);
        Assert.All(tasks, task => Assert.False(task.IsFaulted));
        Assert.True(order.Count >= Count - ((Count + 2) / 3));
        Assert.True(turnstile.EnterAsync(default).AsTask().IsCompletedSuccessfully);
    }
}
