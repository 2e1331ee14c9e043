namespace WebRtcNative.Interop;

/// <summary>The process-wide runtimes: engine threads and factory. Made on first use, kept to the end of the process.</summary>
internal static unsafe class NativeRuntime
{
    private static readonly Lock s_lock = new();
    private static readonly List<RuntimeHandle> s_runtimes = [];
    private static int s_networkThreads = 1;
    private static uint s_connections;

    /// <summary>Each runtime has one.</summary>
    public static int NetworkThreads
    {
        get => Volatile.Read(ref s_networkThreads);
        set => Volatile.Write(ref s_networkThreads, value);
    }

    /// <summary>The first one is there from here on, which prepares libwebrtc.</summary>
    public static void Prepare()
    {
        lock (s_lock)
            Get(0);
    }

    /// <summary>Where the next connection goes: in turn.</summary>
    public static RuntimeHandle Next()
    {
        lock (s_lock)
            return Get((int)(s_connections++ % (uint)NetworkThreads));
    }

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

    /// <summary>What messages have cost so far, in the whole process.</summary>
    public static long Counter(wrtc_counter counter) => NativeMethods.wrtc_counter_value(counter);

    private static RuntimeHandle Get(int index)
    {
        while (s_runtimes.Count <= index)
            s_runtimes.Add(Create());
        return s_runtimes[index];
    }

    private static RuntimeHandle Create()
    {
        NativeLibraryCheck.EnsureUsable();
        wrtc_runtime* runtime;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_runtime_create(&runtime));
        return new RuntimeHandle(runtime);
    }
}
