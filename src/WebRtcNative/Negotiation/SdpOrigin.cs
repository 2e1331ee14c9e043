using System.Globalization;

namespace WebRtcNative;

/// <summary>Session and version of a description's line "o=" (RFC 8866, section 5.2). A peer counts the version up with each
/// description of a session.</summary>
internal readonly record struct SdpOrigin(string Session, ulong Version)
{
    /// <summary>Null if there is no such line.</summary>
    public static SdpOrigin? Of(SessionDescription description)
    {
        const string Line = "o=";
        foreach (var line in description.Sdp.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(Line, StringComparison.Ordinal))
                continue;
            return line.ToString().Split(' ') is [_, var session, var version, ..]
                && ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? new SdpOrigin(session, number)
                    : null;
        }
        return null;
    }

    public bool IsBefore(SdpOrigin? other) => other is { } later && Session == later.Session && Version < later.Version;
}
