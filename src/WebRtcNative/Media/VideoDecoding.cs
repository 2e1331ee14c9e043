namespace WebRtcNative;

/// <summary>Whether a track's pictures are decoded while an <see cref="EncodedVideoReader"/> is open.</summary>
public enum VideoDecoding
{
    /// <summary>Pictures are decoded while a <see cref="VideoReader"/> of the track is open. Its first frame is a key frame, which is
    /// requested.</summary>
    WhenRead = 0,

    /// <summary>Pictures are always decoded, so that a <see cref="VideoReader"/> need not wait for a key frame.</summary>
    Always = 1,

    /// <summary>Pictures are never decoded: a <see cref="VideoReader"/> of the track gets no frames.</summary>
    Never = 2,
}
