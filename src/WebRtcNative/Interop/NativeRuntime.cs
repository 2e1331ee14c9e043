namespace WebRtcNative.Interop;

/// <summary>Properties of the whole process: the engine's version, its limits and its counters.</summary>
internal static unsafe class NativeRuntime
{
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

    /// <summary>The highest SCTP stream id of a data channel: the engine's.</summary>
    public static int MaxStreamId => NativeMethods.wrtc_max_stream_id();

    /// <summary>Waits until the peers of all connections that were closed are told, and no longer than that.</summary>
    /// <returns>How many are not.</returns>
    public static int WaitForClosings(TimeSpan longest) => NativeMethods.wrtc_wait_for_closings((int)longest.TotalMilliseconds);

    /// <summary>The costs of messages so far, in the whole process.</summary>
    public static long Counter(wrtc_counter counter) => NativeMethods.wrtc_counter_value(counter);
}
