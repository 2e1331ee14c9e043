using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The libwebrtc in use: properties of the whole process.</summary>
public static class WebRtcEngine
{
    /// <summary>Name and version of the engine, for display: "libwebrtc m150 (upstream)", for example. May be called from any thread; loads
    /// the native library, but starts nothing.</summary>
    /// <exception cref="NativeLibraryException">The native library is missing or cannot be used here.</exception>
    public static string Version => NativeRuntime.EngineVersion;
}
