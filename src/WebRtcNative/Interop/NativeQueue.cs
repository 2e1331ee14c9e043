using System.Runtime.CompilerServices;

namespace WebRtcNative.Interop;

/// <summary>The shim's event queue.</summary>
internal sealed unsafe class NativeQueue : IDisposable
{
    private const int BatchSize = 32;

    public NativeQueue()
    {
        NativeLibraryCheck.EnsureUsable();
        wrtc_queue* queue;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_queue_create(&queue));
        Handle = new QueueHandle(queue);
    }

    public QueueHandle Handle { get; }

    /// <summary>Appends all queued events to <paramref name="events"/>; with <paramref name="wait"/>, waits until there is
    /// one.</summary>
    public void Take(Queue<NativeEvent> events, bool wait)
    {
        var batch = stackalloc wrtc_event[BatchSize];
        using var queue = Handle.Acquire();
        int count;
        do
        {
            count = NativeMethods.wrtc_queue_poll(queue, batch, BatchSize, wait ? -1 : 0);
            if (count < 0)
                NativeError.ThrowIfFailed((wrtc_status)count);
            Append(events, batch, count);
            wait = false;
        }
        while (count == BatchSize);
    }

    // Not inlined: a temporary of a method that then waits would keep the last event's channel alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Append(Queue<NativeEvent> events, wrtc_event* batch, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (NativeEventReader.TryRead(batch[i], out var next))
                events.Enqueue(next);
        }
    }

    /// <summary>Sends libwebrtc's log to this queue.</summary>
    /// <param name="minimum">A wrtc_log_severity.</param>
    public void TakeLog(int minimum)
    {
        using var queue = Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_log_to_queue(queue, (wrtc_log_severity)minimum));
    }

    /// <summary>Lets a waiting <see cref="Take"/> return.</summary>
    public void Wake()
    {
        using var queue = Handle.Acquire();
        NativeMethods.wrtc_queue_wake(queue);
    }

    public void Dispose() => Handle.Dispose();
}
