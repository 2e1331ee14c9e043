namespace WebRtcNative;

/// <summary>Size, rotation and times of a picture.</summary>
public readonly record struct VideoFrameInfo
{
    /// <summary>Width in pixels, as the picture lies in memory: not rotated.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels, as the picture lies in memory: not rotated.</summary>
    public int Height { get; init; }

    /// <summary>How the picture must be turned to be upright.</summary>
    public VideoRotation Rotation { get; init; }

    /// <summary>Time of the picture by the engine's monotonic clock: of a remote track when the picture should be shown, of a local one
    /// when it was captured.</summary>
    public TimeSpan Timestamp { get; init; }

    /// <summary>When the remote peer captured the picture, translated to this system's clock. Null for a local track, and until RTCP has told the
    /// remote clock and the round trip time: that takes some seconds, and this side must send sound or pictures as well.</summary>
    public DateTimeOffset? CaptureTime { get; init; }

    /// <summary>RTP timestamp of a remote track's picture, at 90 kHz.</summary>
    public uint RtpTimestamp { get; init; }
}
