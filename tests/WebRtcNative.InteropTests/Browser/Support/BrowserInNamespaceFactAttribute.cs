namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test against a browser in a network of its own; skipped where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserInNamespaceFactAttribute : BrowserFactAttribute
{
    public BrowserInNamespaceFactAttribute() => Skip = NetworkNamespace.Missing;
}
