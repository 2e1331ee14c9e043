namespace WebRtcNative;

/// <summary>A refusal or failure of the engine: an RTCError (WebRTC 1.0, section 11).</summary>
/// <remarks>Whatever the engine refuses is one of these, so that a program which takes descriptions and candidates from a remote peer has one
/// type to catch for all that they can cause. A wrong argument or option is an <see cref="ArgumentException"/>, with one of these
/// as <see cref="Exception.InnerException"/> where only the engine knew it; a call on what is closed is an
/// <see cref="InvalidOperationException"/>.</remarks>
/// <param name="message">The engine's own words.</param>
/// <param name="errorType">The engine's error type.</param>
public sealed class WebRtcException(string message, RtcErrorType errorType) : Exception(message)
{
    /// <summary>The engine's error type.</summary>
    public RtcErrorType ErrorType { get; } = errorType;

    internal bool IsDuplicateId { get; init; }
}
