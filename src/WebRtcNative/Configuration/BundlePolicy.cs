namespace WebRtcNative;

/// <summary>RTCBundlePolicy (WebRTC 1.0, section 4.2.4): how media descriptions share a transport.</summary>
public enum BundlePolicy
{
    /// <summary>"balanced": a transport for each kind of media, if the remote peer does not bundle.</summary>
    Balanced = 0,

    /// <summary>"max-bundle": one transport for everything.</summary>
    MaxBundle = 1,

    /// <summary>"max-compat": a transport for each section, if the remote peer does not bundle.</summary>
    MaxCompat = 2,
}
