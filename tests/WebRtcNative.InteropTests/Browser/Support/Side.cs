namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Who does it.</summary>
public enum Side
{
    Ours,
    Browser,
}
