using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>The thread of a queue that raises events by itself: there while a connection is open, and not otherwise.</summary>
public sealed class PumpThreadTests : NativeTest
{
    [LinuxFact(LinuxFactAttribute.ReadsProc)]
    public void Shared_LastConnectionClosed_ThreadsEnd()
    {
        using (var pair = new CorePair())
        {
            pair.Finish(ExchangeAsync(pair));
            Assert.NotEqual(0, LibraryThreads.CountPumps());
        }
        Wait.Until(NoPumps, Describe);
    }

    [LinuxFact(LinuxFactAttribute.ReadsProc)]
    public void Context_LastConnectionClosed_ThreadsEndAndComeBack()
    {
        var queue = Own(new EventQueue(new SynchronizationContext()));
        for (var round = 0; round < 2; round++)
        {
            using (var pair = new CorePair(byItself: queue))
            {
                pair.Finish(ExchangeAsync(pair));
                Assert.NotEqual(0, LibraryThreads.CountPumps());
            }
            Wait.Until(NoPumps, Describe);
        }
    }

    [LinuxFact(LinuxFactAttribute.ReadsProc)]
    public void Log_SwitchedOff_ThreadsEnd()
    {
        EngineLog.MinimumSeverity = EngineLogSeverity.Error;
        Assert.NotEqual(0, LibraryThreads.CountPumps());
        EngineLog.MinimumSeverity = EngineLogSeverity.None;
        Wait.Until(NoPumps, Describe);
    }

    /// <summary>Connections come while others go; now and then all come at once, when the thread has ended.</summary>
    [Fact]
    public void Shared_LastCloseWhileAnotherOpens_AllEventsAreRaised()
    {
        const int Threads = 3;
        const int Rounds = 100;
        using var turns = new Barrier(Threads);
        using var pauses = new Barrier(Threads, _ => Wait.Until(NoPumps, Describe));
        var threads = Enumerable.Range(0, Threads).Select(_ => CoreThread.Start(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                using (var connection = new PeerConnection())
                {
                    connection.CreateDataChannel("channel");
                    Assert.True(connection.SetLocalDescriptionAsync().Wait(Wait.Deadline), "An event was not raised.");
                    Assert.True(turns.SignalAndWait(Wait.Deadline), "Another thread has failed.");
                }
                if (round % 10 == 0)
                    Assert.True(pauses.SignalAndWait(Wait.Deadline), "Another thread has failed.");
            }
        })).ToList();

        CoreThread.Join(threads);

        Wait.Until(NoPumps, Describe);
    }

    /// <summary>The code after the await runs on the pump thread, which is stopped meanwhile.</summary>
    [Fact]
    public void Shared_ClosedAndOpenedByAwaitedCode_BothWork()
    {
        var pair = Own(new CorePair());
        pair.Finish(ReplaceAsync(pair));

        Wait.Until(NoPumps, Describe);
    }

    private static async Task ReplaceAsync(CorePair pair)
    {
        await ExchangeAsync(pair);
        pair.Dispose();
        using var other = new CorePair();
        other.Open(); // blocks the thread
    }

    private static async Task ExchangeAsync(CorePair pair)
    {
        var options = new DataChannelOptions { Negotiated = true, Id = 1 };
        var (a, b) = (pair.A.CreateDataChannel("channel", options), pair.B.CreateDataChannel("channel", options));
        await CorePair.NegotiateAsync(pair.A, pair.B).ConfigureAwait(false);
        var message = b.ReceiveAsync();
        await a.SendAsync("hello").ConfigureAwait(false);
        Assert.Equal("hello", (await message.ConfigureAwait(false))?.Text);
    }

    private static bool NoPumps() => LibraryThreads.CountPumps() == 0;

    private static string Describe() => $"no thread that raises events, but there are {LibraryThreads.CountPumps()}";
}
