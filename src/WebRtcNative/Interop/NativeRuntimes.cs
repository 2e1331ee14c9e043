using System.Diagnostics.CodeAnalysis;

namespace WebRtcNative.Interop;

/// <summary>The shim's runtimes of one factory: engine threads and libwebrtc's factory. Each is created when the first connection
/// needs it.</summary>
internal sealed unsafe class NativeRuntimes(int count, bool drivesAudioClock) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly RuntimeHandle?[] _runtimes = new RuntimeHandle?[count];
    private uint _taken;
    private int _isDisposed;

    /// <summary>The runtimes in turn; false after <see cref="Dispose"/>.</summary>
    public bool TryTakeNext([NotNullWhen(true)] out RuntimeHandle? runtime)
    {
        runtime = null;
        lock (_lock)
        {
            if (Volatile.Read(ref _isDisposed) != 0)
                return false;
            ref var place = ref _runtimes[_taken++ % (uint)_runtimes.Length];
            runtime = place ??= Create(drivesAudioClock);
        }
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isDisposed) == 0)
            return true;
        runtime.Dispose(); // Dispose may have run before this runtime was stored
        return false;
    }

    /// <summary>One step on each runtime that there is; false after <see cref="Dispose"/>.</summary>
    public bool TryStepAudioClock()
    {
        foreach (var runtime in _runtimes)
        {
            if (Volatile.Read(ref _isDisposed) != 0)
                return false;
            if (runtime == null)
                continue;
            using var pointer = runtime.Acquire();
            NativeError.ThrowIfFailed(NativeMethods.wrtc_audio_clock_step(pointer));
        }
        return Volatile.Read(ref _isDisposed) == 0;
    }

    /// <summary>Each runtime ends, in the shim, with its last connection.</summary>
    // Without the lock, whose owner may wait for an engine thread.
    public void Dispose()
    {
        Interlocked.Exchange(ref _isDisposed, 1);
        foreach (var runtime in _runtimes)
            runtime?.Dispose();
    }

    private static RuntimeHandle Create(bool drivesAudioClock)
    {
        NativeLibraryCheck.EnsureUsable();
        wrtc_runtime* runtime;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_runtime_create(&runtime));
        var handle = new RuntimeHandle(runtime);
        if (drivesAudioClock)
            NativeError.ThrowIfFailed(NativeMethods.wrtc_audio_clock_set_driven(runtime, 1));
        return handle;
    }
}
