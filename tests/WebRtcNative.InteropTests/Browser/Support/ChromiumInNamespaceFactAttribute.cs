namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test against Chromium in a network of its own; skipped where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumInNamespaceFactAttribute : FactAttribute
{
    public ChromiumInNamespaceFactAttribute() => Skip = Chromium.Missing ?? NetworkNamespace.Missing;
}
