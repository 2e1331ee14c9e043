namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>The side that acts.</summary>
public enum Side
{
    Ours,
    Browser,
}
