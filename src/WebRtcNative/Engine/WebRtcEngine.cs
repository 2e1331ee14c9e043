using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The libwebrtc that does the work.</summary>
public static class WebRtcEngine
{
    private const int MaxNetworkThreads = 256;

    /// <summary>Name and version, for people: "libwebrtc m150 (upstream)", for example. May be called from any thread; loads
    /// the native library, but starts nothing.</summary>
    /// <exception cref="NativeLibraryException">The native library is missing or cannot be used here.</exception>
    public static string Version => NativeRuntime.EngineVersion;

    /// <summary>How many threads of libwebrtc send, receive and encrypt; connections are given to them in turn. Default 1, which
    /// is enough for many connections; more pay when that thread's core is busy. Connections that are there stay where they
    /// are. May be set from any thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 or more than 256.</exception>
    public static int NetworkThreads
    {
        get => NativeRuntime.NetworkThreads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxNetworkThreads);
            NativeRuntime.NetworkThreads = value;
        }
    }
}
