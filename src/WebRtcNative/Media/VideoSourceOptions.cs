namespace WebRtcNative;

/// <summary>Options of a <see cref="VideoSource"/>.</summary>
public sealed record VideoSourceOptions
{
    /// <summary>Whether the source's pictures show a screen: encoders prefer sharpness to motion. Default false.</summary>
    public bool IsScreencast { get; init; }
}
