namespace WebRtcNative;

/// <summary>What encoders and readers want of a <see cref="VideoSource"/>.</summary>
public readonly record struct VideoSourceWants
{
    /// <summary>Whether anyone wants pictures: an enabled track of the source is sent, or is read.</summary>
    public bool IsActive { get; init; }

    /// <summary>Number of pixels (width times height) that encoders take: larger pictures are made smaller before they are encoded.
    /// <see cref="int.MaxValue"/>: any.</summary>
    public int MaxPixels { get; init; }

    /// <summary>Number of pictures a second that encoders take: those beyond it are dropped. <see cref="int.MaxValue"/>: any.</summary>
    public int MaxFramerate { get; init; }
}
