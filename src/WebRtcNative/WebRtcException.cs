namespace WebRtcNative;

/// <summary>What the engine says went wrong: an RTCError (WebRTC 1.0, section 11).</summary>
/// <param name="message">The engine's own words.</param>
/// <param name="errorType">The engine's error type.</param>
public sealed class WebRtcException(string message, RtcErrorType errorType) : Exception(message)
{
    /// <summary>The engine's error type.</summary>
    public RtcErrorType ErrorType { get; } = errorType;

    internal bool IsDuplicateId { get; init; }
}
