namespace WebRtcNative;

/// <summary>RTCResolutionRestriction (WebRTC Extensions): the largest picture that is sent, in pixels.</summary>
public sealed record RtpResolution
{
    /// <summary>maxWidth: largest width that is sent, in pixels, at least 1.</summary>
    public required int MaxWidth { get; init; }

    /// <summary>maxHeight: largest height that is sent, in pixels, at least 1.</summary>
    public required int MaxHeight { get; init; }
}
