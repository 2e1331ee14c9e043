using System.Runtime.CompilerServices;
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
        wrtc_object_kind.WRTC_OBJECT_KIND_RTP_TRANSCEIVER,
        wrtc_object_kind.WRTC_OBJECT_KIND_TRACK,
        wrtc_object_kind.WRTC_OBJECT_KIND_AUDIO_SOURCE,
        wrtc_object_kind.WRTC_OBJECT_KIND_VIDEO_SOURCE,
        wrtc_object_kind.WRTC_OBJECT_KIND_AUDIO_READER,
        wrtc_object_kind.WRTC_OBJECT_KIND_VIDEO_READER,
        wrtc_object_kind.WRTC_OBJECT_KIND_VIDEO_BUFFER,
        wrtc_object_kind.WRTC_OBJECT_KIND_VIDEO_FRAME,
        wrtc_object_kind.WRTC_OBJECT_KIND_ENCODED_SOURCE,
        wrtc_object_kind.WRTC_OBJECT_KIND_ENCODED_READER,
        wrtc_object_kind.WRTC_OBJECT_KIND_ENCODED_FRAME,
        wrtc_object_kind.WRTC_OBJECT_KIND_TRANSFORM,
        wrtc_object_kind.WRTC_OBJECT_KIND_TRANSFORM_FRAME,
    ];

    private readonly Stack<IDisposable> _owned = new();
    private readonly int[] _before;

    protected NativeTest()
    {
        // Objects that a failed test left behind are that test's failure, not that of all following tests.
        _before = [.. s_kinds.Select(NativeRuntime.CountLiveObjects)];
    }

    public void Dispose()
    {
        DisposeOwned();
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

    // Not inlined: a local of Dispose would keep the last object, and everything it refers to, reachable during the wait.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DisposeOwned()
    {
        while (_owned.TryPop(out var owned))
            owned.Dispose();
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private bool NoneLeft() => s_kinds.Select(NativeRuntime.CountLiveObjects).Zip(_before).All(count => count.First <= count.Second);

    private string Describe() => "no native objects left, but there are more than before: "
        + string.Join(", ", s_kinds.Zip(_before).Select(kind => $"{NativeRuntime.CountLiveObjects(kind.First) - kind.Second} {kind.First}"));
}
