namespace WebRtcNative;

/// <summary>RTCSessionDescription (WebRTC 1.0, section 4.6.2).</summary>
public sealed record SessionDescription
{
    /// <summary>A description.</summary>
    /// <param name="type">What it is for.</param>
    /// <param name="sdp">The SDP (RFC 8866); empty for a rollback.</param>
    public SessionDescription(SdpType type, string sdp)
    {
        Type = type;
        Sdp = sdp;
    }

    /// <summary>What the description is for.</summary>
    public SdpType Type { get; init; }

    /// <summary>The SDP (RFC 8866); empty for a rollback.</summary>
    public string Sdp { get; init; }
}
