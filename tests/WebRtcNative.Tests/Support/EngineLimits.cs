using WebRtcNative.Interop;

namespace WebRtcNative.Tests.Support;

/// <summary>What an engine cannot do and the shim cannot make up for; docs/architecture.md lists it.</summary>
internal static class EngineLimits
{
    /// <summary>The SCTP of the system engine drops what it has not begun to send when a stream is reset.</summary>
    public static bool DropsUnsentMessagesOnClose { get; } = NativeRuntime.EngineVersion.Contains("system", StringComparison.Ordinal);
}
