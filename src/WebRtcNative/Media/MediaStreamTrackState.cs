namespace WebRtcNative;

/// <summary>MediaStreamTrackState (W3C Media Capture and Streams, section 4.3.3): whether a track is live or has ended.</summary>
public enum MediaStreamTrackState
{
    /// <summary>live: sound or pictures may come.</summary>
    Live = 0,

    /// <summary>ended: nothing more comes.</summary>
    Ended = 1,
}
