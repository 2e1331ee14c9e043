namespace WebRtcNative;

/// <summary>RTCRtpTransceiverDirection (WebRTC 1.0, section 5.4.2): whether a transceiver sends, receives, both or nothing.</summary>
public enum RtpTransceiverDirection
{
    /// <summary>sendrecv: sends and receives.</summary>
    SendRecv = 0,

    /// <summary>sendonly: this side sends, and receives nothing.</summary>
    SendOnly = 1,

    /// <summary>recvonly: this side receives, and sends nothing.</summary>
    RecvOnly = 2,

    /// <summary>inactive: this side neither sends nor receives.</summary>
    Inactive = 3,

    /// <summary>stopped: neither side sends any more. Cannot be set; <see cref="RtpTransceiver.Stop"/> leads here.</summary>
    Stopped = 4,
}
