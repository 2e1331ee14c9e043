namespace WebRtcNative;

/// <summary>RTCResolutionRestriction (WebRTC Extensions): the largest picture that is sent, in pixels.</summary>
public sealed record RtpResolution
{
    /// <summary>maxWidth in pixels, at least 1.</summary>
    public required int MaxWidth { get; init; }

    /// <summary>maxHeight in pixels, at least 1.</summary>
    public required int MaxHeight { get; init; }
}
