using WebRtcNative.Interop;

namespace WebRtcNative.Tests.Support;

/// <summary>Base of every test that makes native objects: when the test is over there are none left.</summary>
public abstract class NativeTest : IDisposable
{
    private static readonly wrtc_object_kind[] s_kinds =
    [
        wrtc_object_kind.WRTC_OBJECT_KIND_QUEUE,
        wrtc_object_kind.WRTC_OBJECT_KIND_PEER_CONNECTION,
        wrtc_object_kind.WRTC_OBJECT_KIND_DATA_CHANNEL,
    ];

    private readonly Stack<IDisposable> _owned = new();
    private readonly int _sharedQueues;

    protected NativeTest()
    {
        // The shared queue, once made, is there for good.
        _ = EventQueue.Shared;
        _sharedQueues = 1;
    }

    public void Dispose()
    {
        while (_owned.TryPop(out var owned))
            owned.Dispose();
        // Channels that a test only looked at are left to their finalizers.
        Wait.Until(NoneLeft, Describe, betweenChecks: Collect);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes it when the test is over, last first.</summary>
    protected T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Push(disposable);
        return disposable;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private bool NoneLeft() =>
        Count(s_kinds[0]) == _sharedQueues && s_kinds.Skip(1).All(kind => Count(kind) == 0);

    private string Describe() => "no native objects left, but there are: " + string.Join(", ", s_kinds.Select(kind => $"{Count(kind)} {kind}"));

    private static int Count(wrtc_object_kind kind) => NativeRuntime.CountLiveObjects(kind);
}
