namespace WebRtcNative;

/// <summary>RTCRtcpMuxPolicy (WebRTC 1.0, section 4.2.5).</summary>
public enum RtcpMuxPolicy
{
    /// <summary>RTP and RTCP always share a transport.</summary>
    Require = 0,

    /// <summary>They do if the remote peer can. No longer in the W3C's list.</summary>
    Negotiate = 1,
}
