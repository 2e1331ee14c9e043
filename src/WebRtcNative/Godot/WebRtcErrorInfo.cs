namespace WebRtcNative.Godot;

/// <summary>A failure of a call of Godot's contract: its code, and what was wrong.</summary>
public sealed record WebRtcErrorInfo
{
    /// <summary>The error that the call returned; Ok if there was no failure.</summary>
    public required WebRtcError Code { get; init; }

    /// <summary>What was wrong, and what was expected, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The engine's error type, if the engine refused; otherwise None.</summary>
    public RtcErrorType EngineErrorType { get; init; }

    internal static WebRtcErrorInfo None { get; } = Of(WebRtcError.Ok, string.Empty);

    internal static WebRtcErrorInfo Of(WebRtcError code, string message, RtcErrorType engineErrorType = RtcErrorType.None) =>
        new() { Code = code, Message = message, EngineErrorType = engineErrorType };

    /// <summary>The one place where an exception of the core becomes an error of the contract.</summary>
    internal static WebRtcErrorInfo From(Exception exception) => exception switch
    {
        WebRtcException e => Of(CodeOf(e), e.Message, e.ErrorType),
        ArgumentException e => Of(
            WebRtcError.InvalidParameter, e.Message, (e.InnerException as WebRtcException)?.ErrorType ?? RtcErrorType.None),
        FormatException e => Of(WebRtcError.InvalidParameter, e.Message),
        ObjectDisposedException e => Of(WebRtcError.Unconfigured, e.Message),
        InvalidOperationException e => Of(WebRtcError.Failed, e.Message),
        OutOfMemoryException e => Of(WebRtcError.OutOfMemory, e.Message),
        _ => Of(WebRtcError.Bug, exception.ToString()),
    };

    private static WebRtcError CodeOf(WebRtcException exception) => exception.ErrorType switch
    {
        _ when exception.IsDuplicateId => WebRtcError.AlreadyExists,
        RtcErrorType.SyntaxError or RtcErrorType.InvalidParameter or RtcErrorType.InvalidRange
            or RtcErrorType.UnsupportedParameter => WebRtcError.InvalidParameter,
        _ => WebRtcError.Failed,
    };
}
