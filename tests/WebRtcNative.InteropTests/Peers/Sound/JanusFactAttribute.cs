namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>A test against Janus; skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JanusFactAttribute : FactAttribute
{
    public JanusFactAttribute() => Skip = PeerTools.WhyNoJanus;
}
