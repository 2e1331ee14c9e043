using System.Runtime.CompilerServices;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Engine;

/// <summary>When the threads of a factory start and end. After each test there are as many runtimes as before.</summary>
public sealed class PeerConnectionFactoryLifetimeTests : NativeTest
{
    private readonly int _before = CountRuntimes();

    [Fact]
    public void Dispose_Unused_StartsNothing()
    {
        var factory = new PeerConnectionFactory(new() { NetworkThreads = 256 });
        factory.Dispose();
        factory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => factory.CreatePeerConnection());
        Assert.Equal(_before, CountRuntimes());
    }

    [Fact]
    public void Dispose_Repeated_RuntimeEndsOnce()
    {
        var factory = new PeerConnectionFactory();
        factory.CreatePeerConnection().Dispose();
        factory.Dispose();
        factory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => factory.CreatePeerConnection());
        UntilRuntimesAreAsBefore();
    }

    [Fact]
    public void Dispose_ConnectionsOpen_TheyLiveOn() => EndsAsBefore(() =>
    {
        var factory = new PeerConnectionFactory();
        using var pair = new CorePair(factory: factory);
        var (a, b) = pair.Open();

        factory.Dispose();
        a.Send("after");
        pair.Until(() => b.AvailableMessageCount == 1, "the message");
        pair.A.CreateDataChannel("another");
        pair.Until(() => pair.ReceivedByB.Count == 2, "the other channel");

        Assert.Equal(_before + 1, CountRuntimes());
    });

    [Fact]
    public void TwoFactories_ConnectionsOfBoth_Talk() => EndsAsBefore(() =>
    {
        using var one = new PeerConnectionFactory();
        using var other = new PeerConnectionFactory();
        using var pair = new CorePair(factory: one, otherFactory: other);
        Exchange(pair);

        Assert.Equal(_before + 2, CountRuntimes());
    });

    [Fact]
    public void NetworkThreads_Two_ConnectionsOnBothTalk() => EndsAsBefore(() =>
    {
        using var factory = new PeerConnectionFactory(new() { NetworkThreads = 2 });
        for (var i = 0; i < 2; i++)
        {
            using var pair = new CorePair(factory: factory); // its two connections are on two threads
            Exchange(pair);
        }

        Assert.Equal(_before + 2, CountRuntimes());
    });

    [Fact]
    public void CreateAndDispose_Thousand_NothingIsLeft()
    {
        using var queue = new EventQueue();
        for (var i = 0; i < 1000; i++)
        {
            using var factory = new PeerConnectionFactory();
            using var connection = factory.CreatePeerConnection(queue: queue);
        }
        UntilRuntimesAreAsBefore();
    }

    [Fact]
    public void Dispose_WhileOthersCreate_EachCallSucceedsOrThrows()
    {
        using var queue = new EventQueue();
        for (var i = 0; i < 50; i++)
        {
            var factory = new PeerConnectionFactory(new() { NetworkThreads = 2, Queue = queue });
            using var start = new Barrier(3);
            var creating = new[] { CoreThread.Start(() => CreateUntilDisposed(factory, start)), CoreThread.Start(() => CreateUntilDisposed(factory, start)) };
            start.SignalAndWait(Wait.Deadline);
            factory.Dispose();
            CoreThread.Join(creating);
        }
        UntilRuntimesAreAsBefore();

        static void CreateUntilDisposed(PeerConnectionFactory factory, Barrier start)
        {
            start.SignalAndWait(Wait.Deadline);
            Assert.Throws<ObjectDisposedException>(Create);

            void Create()
            {
                while (true)
                    factory.CreatePeerConnection().Dispose();
            }
        }
    }

    [Fact]
    public void Dropped_WithoutDispose_RuntimeEnds() =>
        EndsAsBefore(() => new PeerConnectionFactory().CreatePeerConnection().Dispose());

    [Fact]
    public void Dropped_ConnectionOpen_ItLivesOn() => EndsAsBefore(() =>
    {
        using var pair = Drop();
        Collect();
        Exchange(pair);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static CorePair Drop() => new(factory: new PeerConnectionFactory());
    });

    /// <summary>The log is the process's, and no reason for threads.</summary>
    [Fact]
    public void EngineLog_On_StartsNothing()
    {
        EngineLog.MinimumSeverity = EngineLogSeverity.Error;
        EngineLog.MinimumSeverity = EngineLogSeverity.None;

        Assert.Equal(_before, CountRuntimes());
    }

    private static int CountRuntimes() => NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_RUNTIME);

    private static void Exchange(CorePair pair)
    {
        var (a, b) = pair.Open();
        a.Send("hello");
        pair.Until(() => b.AvailableMessageCount == 1, "the message");
    }

    /// <summary>Channels that were only looked at keep their runtime until they are collected: hence another method.</summary>
    private void EndsAsBefore(Action use)
    {
        use();
        UntilRuntimesAreAsBefore();
    }

    // Not more than: the runtime of an earlier test may be about to end when this one begins.
    private void UntilRuntimesAreAsBefore() =>
        Wait.Until(() => CountRuntimes() <= _before, () => $"{_before} runtimes, but there are {CountRuntimes()}", Collect);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
