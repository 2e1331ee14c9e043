namespace WebRtcNative;

/// <summary>RTCIceTransportPolicy (WebRTC 1.0, section 4.2.3): which candidates may be used.</summary>
public enum IceTransportPolicy
{
    /// <summary>"all": every candidate may be used.</summary>
    All = 0,

    /// <summary>"relay": only candidates of TURN servers.</summary>
    Relay = 1,
}
