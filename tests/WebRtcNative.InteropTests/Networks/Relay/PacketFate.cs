namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>What becomes of one packet.</summary>
/// <param name="IsLost">It never arrives.</param>
/// <param name="IsDuplicated">It arrives twice.</param>
/// <param name="Delay">How long it is under way.</param>
internal readonly record struct PacketFate(bool IsLost, bool IsDuplicated, TimeSpan Delay);
