namespace WebRtcNative;

/// <summary>What the connections want of an <see cref="EncodedVideoSource"/>.</summary>
public readonly record struct EncodedVideoTarget
{
    /// <summary>Whether anyone wants frames: an enabled track of the source is sent.</summary>
    public bool IsActive { get; init; }

    /// <summary>Bit rate in bits per second that the slowest connection can carry, by the engine's estimate. 0: not known yet, as before
    /// the first frame.</summary>
    public long BitsPerSecond { get; init; }

    /// <summary>Number of frames sent a second, as the engine counts them. 0: not known yet.</summary>
    public double Framerate { get; init; }
}
