using System.Reflection;
using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>Data of a theory: the peer. Skipped where it cannot run.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class SoundPeerAttribute : DataAttribute
{
    private readonly string _peer;

    public SoundPeerAttribute(string peer)
    {
        _peer = peer;
        Skip = SoundPeer.Named(peer).WhyMissing;
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_peer]];
}
