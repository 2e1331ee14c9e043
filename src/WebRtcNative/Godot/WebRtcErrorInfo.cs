namespace WebRtcNative.Godot;

/// <summary>What a failure of the contract's classes was about.</summary>
/// <param name="Code">What the call returned.</param>
/// <param name="Message">What was wrong and what was expected.</param>
/// <param name="EngineErrorType">The engine's error type, where the engine refused.</param>
public sealed record WebRtcErrorInfo(WebRtcError Code, string Message, RtcErrorType EngineErrorType = RtcErrorType.None)
{
    internal static WebRtcErrorInfo None { get; } = new(WebRtcError.Ok, string.Empty);

    /// <summary>The one place where an exception of the core becomes an error of the contract.</summary>
    internal static WebRtcErrorInfo From(Exception exception) => exception switch
    {
        WebRtcException e => new(CodeOf(e), e.Message, e.ErrorType),
        ArgumentException e => new(
            WebRtcError.InvalidParameter, e.Message, (e.InnerException as WebRtcException)?.ErrorType ?? RtcErrorType.None),
        ObjectDisposedException e => new(WebRtcError.Unconfigured, e.Message),
        Interop.InvalidStateException e => new(WebRtcError.Failed, e.Message, e.ErrorType),
        InvalidOperationException e => new(WebRtcError.Failed, e.Message),
        OutOfMemoryException e => new(WebRtcError.OutOfMemory, e.Message),
        _ => new(WebRtcError.Bug, exception.ToString()),
    };

    private static WebRtcError CodeOf(WebRtcException exception) => exception.ErrorType switch
    {
        _ when exception.IsDuplicateId => WebRtcError.AlreadyExists,
        RtcErrorType.SyntaxError or RtcErrorType.InvalidParameter or RtcErrorType.InvalidRange
            or RtcErrorType.UnsupportedParameter => WebRtcError.InvalidParameter,
        _ => WebRtcError.Failed,
    };
}
