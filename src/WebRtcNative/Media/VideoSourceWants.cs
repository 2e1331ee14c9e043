namespace WebRtcNative;

/// <summary>What encoders and readers want of a <see cref="VideoSource"/>.</summary>
public readonly record struct VideoSourceWants
{
    /// <summary>Whether anyone wants pictures: an enabled track of the source is sent, or is read.</summary>
    public bool IsActive { get; init; }

    /// <summary>Width times height. Larger pictures are made smaller before they are encoded. <see cref="int.MaxValue"/>: any.</summary>
    public int MaxPixels { get; init; }

    /// <summary>Pictures a second. Those beyond it are dropped. <see cref="int.MaxValue"/>: any.</summary>
    public int MaxFramerate { get; init; }
}
