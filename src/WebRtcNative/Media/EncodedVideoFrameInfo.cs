namespace WebRtcNative;

/// <summary>Size, times and kind of an encoded frame. A source takes size, rotation, timestamp and discontinuity of it, and reads the rest from the
/// frame.</summary>
public readonly record struct EncodedVideoFrameInfo
{
    /// <summary>Width in pixels, not rotated; of a delta frame that of its key frame. For a source 0: as the frame says.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels, not rotated; of a delta frame that of its key frame. For a source 0: as the frame says.</summary>
    public int Height { get; init; }

    /// <summary>How the picture must be turned to be upright.</summary>
    public VideoRotation Rotation { get; init; }

    /// <summary>For a source: when the picture was captured, by any clock that only goes forward; null for now. Of a reader: by the remote sender's
    /// clock, moved near the engine's monotonic one.</summary>
    public TimeSpan? Timestamp { get; init; }

    /// <summary>Of a reader: when the picture was captured, by the remote sender's clock; null if it does not say. See
    /// <see cref="VideoFrameInfo.CaptureTime"/>.</summary>
    public DateTimeOffset? CaptureTime { get; init; }

    /// <summary>Of a reader: RTP timestamp, at 90 kHz.</summary>
    public uint RtpTimestamp { get; init; }

    /// <summary>Of a reader: the frame's codec. The remote peer may change it, with a key frame.</summary>
    public VideoCodec Codec { get; init; }

    /// <summary>Of a reader: whether the frame can be decoded without those before it.</summary>
    public bool IsKeyFrame { get; init; }

    /// <summary>Frames in front of this one are missing. Of a reader: nobody read them, and it is a key frame. For a source: the program has lost or
    /// left out some; connections drop frames until a key frame, which is requested.</summary>
    public bool IsDiscontinuity { get; init; }
}
