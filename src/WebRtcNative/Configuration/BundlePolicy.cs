namespace WebRtcNative;

/// <summary>RTCBundlePolicy (WebRTC 1.0, section 4.2.4).</summary>
public enum BundlePolicy
{
    /// <summary>"balanced"</summary>
    Balanced = 0,

    /// <summary>"max-bundle"</summary>
    MaxBundle = 1,

    /// <summary>"max-compat"</summary>
    MaxCompat = 2,
}
