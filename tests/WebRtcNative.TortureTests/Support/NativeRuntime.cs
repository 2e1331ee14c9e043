namespace WebRtcNative.Interop;

/// <summary>The tests' own calls of the C interface.</summary>
internal static unsafe class NativeRuntime
{
    public static bool IsSystemEngine { get; } = EngineVersion().Contains("system", StringComparison.Ordinal);

    public static int CountLiveObjects(wrtc_object_kind kind) => NativeMethods.wrtc_live_objects(kind);

    private static string EngineVersion()
    {
        wrtc_string version;
        NativeMethods.wrtc_engine_version(&version);
        return new string(version.data, 0, version.length);
    }
}
