namespace WebRtcNative.Godot;

/// <summary>Godot's Error, the members that the contract uses. Compare with <see cref="Ok"/>, never with
/// <see cref="Failed"/>: failures may get more detailed.</summary>
public enum WebRtcError
{
    /// <summary>No error.</summary>
    Ok = 0,

    /// <summary>It failed; <see cref="WebRtcPeerConnection.LastError"/> says why.</summary>
    Failed = 1,

    /// <summary>Not available now: the channel is not open, or there is no packet.</summary>
    Unavailable = 2,

    /// <summary>The object is closed, or was never initialized.</summary>
    Unconfigured = 3,

    /// <summary>Not allowed.</summary>
    Unauthorized = 4,

    /// <summary>A size is out of range.</summary>
    ParameterRangeError = 5,

    /// <summary>Memory has run out.</summary>
    OutOfMemory = 6,

    /// <summary>An argument is invalid.</summary>
    InvalidParameter = 31,

    /// <summary>It already exists.</summary>
    AlreadyExists = 32,

    /// <summary>Busy: the send buffer is full, or another thread polls.</summary>
    Busy = 44,

    /// <summary>A mistake of this library's; please report it.</summary>
    Bug = 47,
}
