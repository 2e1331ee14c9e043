namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>Whose packets: the two peers that a relay stands between.</summary>
internal enum RelaySide
{
    A,
    B,
}
