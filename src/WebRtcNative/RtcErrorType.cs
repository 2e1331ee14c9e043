namespace WebRtcNative;

/// <summary>Kind of an engine failure: libwebrtc's RTCErrorType.</summary>
public enum RtcErrorType
{
    /// <summary>No error, or one that is not the engine's.</summary>
    None = 0,

    /// <summary>The operation is valid but not supported.</summary>
    UnsupportedOperation = 1,

    /// <summary>A parameter is valid but not supported.</summary>
    UnsupportedParameter = 2,

    /// <summary>A parameter is invalid.</summary>
    InvalidParameter = 3,

    /// <summary>A value is outside its range.</summary>
    InvalidRange = 4,

    /// <summary>SDP, a candidate or a URL does not follow its grammar.</summary>
    SyntaxError = 5,

    /// <summary>The object is in a state in which it cannot do that.</summary>
    InvalidState = 6,

    /// <summary>An object may not be changed in that way.</summary>
    InvalidModification = 7,

    /// <summary>The network failed.</summary>
    NetworkError = 8,

    /// <summary>A buffer, a stream id or another resource is used up.</summary>
    ResourceExhausted = 9,

    /// <summary>The engine failed.</summary>
    InternalError = 10,

    /// <summary>The operation failed in a way that the message explains.</summary>
    OperationErrorWithData = 11,
}
