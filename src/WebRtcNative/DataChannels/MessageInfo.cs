namespace WebRtcNative;

/// <summary>What is known of a message besides its content.</summary>
public readonly record struct MessageInfo
{
    /// <summary>Bytes of the message.</summary>
    public int Length { get; init; }

    /// <summary>Whether it was sent as a string. The engine does not check that it is UTF-8.</summary>
    public bool IsText { get; init; }

    /// <summary>When it came out of the engine, in UTC, by the system's clock. The time since then is what the message has
    /// waited in the receive queue.</summary>
    public DateTimeOffset ArrivalTime { get; init; }
}
