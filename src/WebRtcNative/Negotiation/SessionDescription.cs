using System.Text.Json.Serialization;

namespace WebRtcNative;

/// <summary>RTCSessionDescription (WebRTC 1.0, section 4.6.2): what a peer offers or answers, as SDP, to be sent to the other
/// peer.</summary>
/// <remarks>System.Text.Json reads and writes it as <see cref="FromJson"/> and <see cref="ToJson"/> do.</remarks>
[JsonConverter(typeof(SessionDescriptionJsonConverter))]
public sealed record SessionDescription
{
    /// <summary>Makes a description of its parts. Its SDP is checked when it is set.</summary>
    /// <param name="type">The kind of description.</param>
    /// <param name="sdp">The SDP (RFC 8866); empty for a rollback.</param>
    public SessionDescription(SdpType type, string sdp)
    {
        Type = type;
        Sdp = sdp;
    }

    /// <summary>type: whether it is an offer, an answer or a rollback.</summary>
    public SdpType Type { get; init; }

    /// <summary>sdp: the description's text (RFC 8866); empty for a rollback.</summary>
    public string Sdp { get; init; }

    /// <summary>Reads RTCSessionDescriptionInit as JSON, which is how browsers send a description.</summary>
    /// <param name="json">An object with the members type ("offer", "pranswer", "answer", "rollback") and sdp, which a rollback need
    /// not have; others are ignored.</param>
    /// <returns>The description; its SDP is checked when it is set.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="FormatException">It is not JSON, or a member has another type; the message says which.</exception>
    public static SessionDescription FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return SessionDescriptionJson.Read(json);
    }

    /// <summary>Writes the description as JSON (RTCSessionDescription.toJSON): the argument of a browser's setRemoteDescription, after
    /// JSON.parse.</summary>
    /// <returns>An object with the members type and sdp.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Type"/> is not one of <see cref="SdpType"/>.</exception>
    public string ToJson() => SessionDescriptionJson.Write(this);

    /// <summary>Changes format parameters of a codec (a=fmtp; RFC 8866, section 6.15), such as "stereo", "usedtx", "useinbandfec" and
    /// "maxaveragebitrate" of Opus (RFC 7587, section 6.1).</summary>
    /// <remarks>A peer's description says what it wants to receive. So change an offer or answer of this side before it is set, for what this
    /// side will receive; change the remote peer's before it is set, for what this side will send.</remarks>
    /// <param name="mimeType">The codec, such as "audio/opus"; case is ignored.</param>
    /// <param name="parameters">Each a name and its new value, or null for a parameter that is to be removed. The others stay.</param>
    /// <returns>A description with the parameters, in each section and for each payload type of the codec. A description without the codec
    /// is returned as it is.</returns>
    /// <exception cref="ArgumentNullException">An argument, or a name, is null.</exception>
    /// <exception cref="ArgumentException">The type is not "audio/..." or "video/...", or a name or value has a character that SDP does not
    /// allow there.</exception>
    public SessionDescription WithCodecParameters(string mimeType, params (string Name, string? Value)[] parameters)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        ArgumentNullException.ThrowIfNull(parameters);
        if (mimeType.Split('/') is not [var kind, { Length: > 0 } codec] || kind.ToLowerInvariant() is not ("audio" or "video"))
            throw new ArgumentException($"\"{mimeType}\" is no codec: \"audio/opus\" or \"video/H264\" would be.", nameof(mimeType));
        foreach (var (name, value) in parameters)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(parameters));
            if (name.Length == 0 || name.Any(c => c is <= ' ' or ';' or '=' or > '~'))
                throw new ArgumentException($"\"{name}\" is no name of a parameter: it has no visible ASCII characters but ; and =.", nameof(parameters));
            if (value?.Any(c => c is < ' ' or ';' or > '~') == true)
                throw new ArgumentException($"The value of {name} has a character that is not printable ASCII, or a semicolon.", nameof(parameters));
        }
        return this with { Sdp = SdpFormats.Change(Sdp, kind.ToLowerInvariant(), codec, parameters) };
    }
}
