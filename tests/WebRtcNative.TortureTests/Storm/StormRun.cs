using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.TortureTests.Storm;

/// <summary>A number of pairs, made and ended by some threads, while another one forces collections.</summary>
internal sealed class StormRun(int pairs, double connectedShare, int seed)
{
    private const int Workers = 4;
    private const int PairsPerWorker = 8;

    private readonly ConcurrentQueue<StormPair> _handedOver = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private int _left = pairs;

    public StormCounts Counts { get; } = new();

    /// <summary>Runs all of it, and throws the first failure.</summary>
    public void Run()
    {
        using var calm = new ManualResetEventSlim();
        var collector = StartThread(() => Collect(new Random(seed), calm));
        var workers = Enumerable.Range(1, Workers).Select(i => StartThread(() => Work(new Random(seed + i)))).ToList();
        workers.ForEach(worker => worker.Join());
        calm.Set();
        collector.Join();
        while (_handedOver.TryDequeue(out var pair))
            pair.End(new Random(seed));
        Assert.True(_failures.IsEmpty, $"{_failures.Count} failures, the first: {_failures.FirstOrDefault()}");
    }

    private void Work(Random random)
    {
        var mine = new List<StormPair>();
        while (_failures.IsEmpty && (mine.Count > 0 || Volatile.Read(ref _left) > 0))
        {
            if (mine.Count < PairsPerWorker && random.Next(4) == 0 && Interlocked.Decrement(ref _left) >= 0)
                mine.Add(new StormPair(random.Next(2) == 0, random.NextDouble() < connectedShare, random.Next(150), Counts));
            if (random.Next(8) == 0)
                Swap(mine, random);
            if (!StepAll(mine, random))
                Wait.Frame();
        }
        foreach (var pair in mine)
            pair.End(random);
    }

    /// <summary>Whether any did something.</summary>
    private static bool StepAll(List<StormPair> pairs, Random random)
    {
        var moved = false;
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            var pair = pairs[i];
            if (!pair.Advance())
            {
                Assert.True(DateTime.UtcNow - pair.Born < Wait.Deadline, $"Not connected within {Wait.Deadline.TotalSeconds} s: {pair.State}");
                continue;
            }
            moved = true;
            for (var step = random.Next(4); step >= 0 && pair.StepsLeft > 0; step--)
                pair.Step(random);
            if (pair.StepsLeft > 0)
                continue;
            pairs.RemoveAt(i);
            pair.End(random);
        }
        return moved;
    }

    /// <summary>Each pair sees several threads in its life.</summary>
    private void Swap(List<StormPair> mine, Random random)
    {
        if (mine.Count > 0)
        {
            var i = random.Next(mine.Count);
            _handedOver.Enqueue(mine[i]);
            mine.RemoveAt(i);
        }
        if (_handedOver.Count > Workers && _handedOver.TryDequeue(out var pair))
            mine.Add(pair);
    }

    private void Collect(Random random, ManualResetEventSlim calm)
    {
        while (!calm.Wait(random.Next(50)))
        {
            GC.Collect(random.Next(3), GCCollectionMode.Forced, blocking: true, compacting: random.Next(2) == 0);
            if (random.Next(2) == 0)
                GC.WaitForPendingFinalizers();
            Counts.Collected();
        }
    }

    private Thread StartThread(Action work)
    {
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception e) // reported to the test, which throws it
            {
                _failures.Enqueue(e);
            }
        });
        thread.Start();
        return thread;
    }
}
