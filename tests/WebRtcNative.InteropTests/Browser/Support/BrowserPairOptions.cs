namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>How a pair is made.</summary>
internal sealed record BrowserPairOptions
{
    public PeerConnectionOptions? Connection { get; init; }

    /// <summary>Whether candidates are sent one by one, or in the descriptions.</summary>
    public bool Trickles { get; init; } = true;

    public bool BrowserIsPolite { get; init; } = true;

    /// <summary>The browser's bundlePolicy.</summary>
    public string BrowserBundlePolicy { get; init; } = "balanced";

    /// <summary>The longest message that each side's description claims for the other; null leaves the description as it
    /// is.</summary>
    public int? MaxMessageSize { get; init; }
}
