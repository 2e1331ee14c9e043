namespace WebRtcNative;

/// <summary>Whether a track or transceiver carries sound or pictures: its kind (W3C Media Capture and Streams, section 4.3.2).</summary>
public enum MediaKind
{
    /// <summary>audio: sound.</summary>
    Audio = 0,

    /// <summary>video: pictures.</summary>
    Video = 1,
}
