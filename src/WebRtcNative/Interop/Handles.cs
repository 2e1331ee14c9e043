using System.Runtime.InteropServices;

namespace WebRtcNative.Interop;

/// <summary>One owner, one destroy: the C interface's rule for handles, as a SafeHandle.</summary>
internal abstract unsafe class NativeHandle<T> : SafeHandle
    where T : unmanaged
{
    protected NativeHandle(T* pointer)
        : base(0, ownsHandle: true) => SetHandle((nint)pointer);

    public override bool IsInvalid => handle == 0;

    protected T* Pointer => (T*)handle;

    /// <summary>The pointer, kept alive until the lease is disposed. Throws when the handle is closed.</summary>
    internal Lease Acquire() => new(this);

    internal readonly ref struct Lease
    {
        private readonly NativeHandle<T> _owner;

        internal Lease(NativeHandle<T> owner)
        {
            var acquired = false;
            owner.DangerousAddRef(ref acquired);
            _owner = owner;
        }

        public static implicit operator T*(Lease lease) => lease._owner.Pointer;

        public void Dispose() => _owner.DangerousRelease();
    }
}

internal sealed unsafe class RuntimeHandle(wrtc_runtime* pointer) : NativeHandle<wrtc_runtime>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_runtime_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class QueueHandle(wrtc_queue* pointer) : NativeHandle<wrtc_queue>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_queue_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class PeerConnectionHandle(wrtc_peer_connection* pointer) : NativeHandle<wrtc_peer_connection>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_peer_connection_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class DataChannelHandle(wrtc_data_channel* pointer) : NativeHandle<wrtc_data_channel>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_data_channel_destroy(Pointer);
        return true;
    }
}
