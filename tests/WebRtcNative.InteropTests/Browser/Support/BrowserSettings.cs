namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>How a browser is started.</summary>
internal sealed record BrowserSettings
{
    /// <summary>Whether it sends names in place of its addresses (mDNS), as browsers do by default.</summary>
    public bool HidesAddresses { get; init; }

    /// <summary>The frequency of the tone that its microphone hears, in hertz; null for the browser's own beeps.</summary>
    public int? MicrophoneTone { get; init; }
}
