using System.Runtime.InteropServices;
using WebRtcNative.Interop;

namespace WebRtcNative.Tests.Support;

/// <summary>What an engine cannot do and the shim cannot make up for; docs/architecture.md lists it.</summary>
internal static class EngineLimits
{
    /// <summary>The RTC event log is written with protobuf. An upstream engine may have been built without it, or
    /// keep it to connections with media, and the system engine cannot bring it along in a shared library. So the engine
    /// is asked.</summary>
    public static bool HasEventLog { get; } = StartsEventLog();

    /// <summary>The SCTP of the system engine may wait for ever for the rest of a message that it has given up itself, and
    /// then never resets the stream.</summary>
    public static bool ClosesAfterExpiredMessages => !IsSystem;

    /// <summary>The library's own UDP sockets, which send and receive many datagrams with one system call. Not in wine.</summary>
    public static bool BatchesDatagrams => !IsSystem && (OperatingSystem.IsLinux() || (OperatingSystem.IsWindows() && !Wine.IsHere));

    /// <summary>The system engine takes a STUN URL with the query of a TURN URL, and does not use the query.</summary>
    public static bool RefusesQueriesOfStun => !IsSystem;

    /// <summary>The shim knows the lines of the upstream engine's log that are no warnings.</summary>
    public static bool HasQuietLog => !IsSystem;

    /// <summary>The system engine encodes no AV1.</summary>
    public static bool HasAv1 => !IsSystem;

    /// <summary>The system engine sends several encodings of VP8 only.</summary>
    public static bool HasSimulcastOfAllCodecs => !IsSystem;

    /// <summary>The upstream engine encodes H.264 by OpenH264, where it is installed.</summary>
    public static bool HasH264 => IsSystem || (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libopenh264.so.7", out _));

    /// <summary>generateKeyFrame of a sender.</summary>
    public static bool GeneratesKeyFrames => !IsSystem;

    /// <summary>The statistics "media-playout".</summary>
    public static bool HasMediaPlayout => !IsSystem;

    /// <summary>The highest SCTP stream id of a data channel.</summary>
    public static int MaxStreamId => IsSystem ? 1023 : 65534;

    /// <summary>Whether pictures can be sent in the codec, such as "video/AV1".</summary>
    public static bool Encodes(string codec) => codec switch
    {
        "video/AV1" => HasAv1,
        "video/H264" => HasH264,
        _ => true,
    };

    private static bool IsSystem { get; } = NativeRuntime.EngineVersion.Contains("system", StringComparison.Ordinal);

    private static bool StartsEventLog()
    {
        using var connection = new PeerConnection();
        try
        {
            connection.StartEventLogAsync(new MemoryStream()).WaitAsync(Wait.Deadline).GetAwaiter().GetResult();
            return true;
        }
        catch (WebRtcException error) when (error.ErrorType == RtcErrorType.UnsupportedOperation)
        {
            return false;
        }
    }
}
