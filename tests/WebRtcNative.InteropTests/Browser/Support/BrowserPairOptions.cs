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

    /// <summary>What each side is told of the longest message that the other takes; null leaves it as it is.</summary>
    public int? MaxMessageSize { get; init; }
}
