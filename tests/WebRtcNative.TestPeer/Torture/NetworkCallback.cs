using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WebRtcNative.TestPeer;

/// <summary>Managed code on the engine's network thread, once for each datagram; only where the library of
/// callback_on_receive.c is preloaded.</summary>
internal static unsafe partial class NetworkCallback
{
    private static long s_calls;

    public static long Calls => Interlocked.Read(ref s_calls);

    public static void Install() => Set(&Count);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Count() => Interlocked.Increment(ref s_calls);

    [LibraryImport("callback_on_receive", EntryPoint = "set_callback_on_receive")]
    private static partial void Set(delegate* unmanaged[Cdecl]<void> callback);
}
