namespace WebRtcNative;

/// <summary>Length, kind and time of arrival of a received message.</summary>
public readonly record struct MessageInfo
{
    /// <summary>Length of the message in bytes; may be 0.</summary>
    public int Length { get; init; }

    /// <summary>Whether the message was sent as a string. The engine does not check that it is UTF-8.</summary>
    public bool IsText { get; init; }

    /// <summary>Time of the message's arrival from the engine, in UTC, by the system's clock. Since then the message has waited in the
    /// receive queue.</summary>
    public DateTimeOffset ArrivalTime { get; init; }
}
