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
}
