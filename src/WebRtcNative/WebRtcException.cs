namespace WebRtcNative;

/// <summary>The exception for what the engine refuses or fails to do: an RTCError (WebRTC 1.0, section 11).</summary>
/// <remarks>Every refusal of the engine is a WebRtcException. So a program that sets descriptions and candidates of a remote peer
/// has one type to catch for all errors in them. A wrong argument or option is an <see cref="ArgumentException"/>, with a
/// WebRtcException as <see cref="Exception.InnerException"/> if the engine found it. A call on a closed object is an
/// <see cref="InvalidOperationException"/>.</remarks>
/// <param name="message">The engine's own text.</param>
/// <param name="errorType">The engine's error type.</param>
public sealed class WebRtcException(string message, RtcErrorType errorType) : Exception(message)
{
    /// <summary>The kind of failure, by which a program can decide.</summary>
    public RtcErrorType ErrorType { get; } = errorType;

    internal bool IsDuplicateId { get; init; }
}
