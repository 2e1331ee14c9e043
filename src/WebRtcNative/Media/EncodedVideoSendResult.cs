namespace WebRtcNative;

/// <summary>What became of a frame that an <see cref="EncodedVideoSource"/> was given.</summary>
public enum EncodedVideoSendResult
{
    /// <summary>The connections have it. One that waits for a key frame drops other frames, and requests one.</summary>
    Sent = 0,

    /// <summary>Eight frames wait to be sent. The frame was rejected, and a key frame is requested.</summary>
    WouldBlock = 1,

    /// <summary>The frame was dropped: no connection sends a track of the source now.</summary>
    NotWanted = 2,
}
