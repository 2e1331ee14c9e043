namespace WebRtcNative;

/// <summary>What is known of a message besides its content.</summary>
/// <param name="Length">Bytes of the message.</param>
/// <param name="IsText">Whether it was sent as a string. The engine does not check that it is UTF-8.</param>
/// <param name="ArrivalTime">When it came out of the engine, in UTC, by the system's clock. The time since then is what the
/// message has waited in the receive queue.</param>
public readonly record struct MessageInfo(int Length, bool IsText, DateTimeOffset ArrivalTime);
