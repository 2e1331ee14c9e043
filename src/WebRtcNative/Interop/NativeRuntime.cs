namespace WebRtcNative.Interop;

/// <summary>The process-wide runtime: engine threads and factory. Made on first use, kept to the end of the process.</summary>
internal static unsafe class NativeRuntime
{
    private static readonly Lazy<RuntimeHandle> s_shared = new(Create);

    public static RuntimeHandle Shared => s_shared.Value;

    public static string EngineVersion
    {
        get
        {
            NativeLibraryCheck.EnsureUsable();
            wrtc_string version;
            NativeMethods.wrtc_engine_version(&version);
            return NativeError.Text(version);
        }
    }

    public static int CountLiveObjects(wrtc_object_kind kind) => NativeMethods.wrtc_live_objects(kind);

    /// <summary>What messages have cost so far, in the whole process.</summary>
    public static long Counter(wrtc_counter counter) => NativeMethods.wrtc_counter_value(counter);

    private static RuntimeHandle Create()
    {
        NativeLibraryCheck.EnsureUsable();
        wrtc_runtime* runtime;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_runtime_create(&runtime));
        return new RuntimeHandle(runtime);
    }
}
