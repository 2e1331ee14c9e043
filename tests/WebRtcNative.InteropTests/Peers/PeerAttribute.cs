using System.Reflection;
using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>Data of a theory: the peer, and each kind of channel where the test takes one. Skipped where the peer
/// cannot run.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PeerAttribute : DataAttribute
{
    private readonly string _peer;

    public PeerAttribute(string peer)
    {
        _peer = peer;
        Skip = EchoPeer.Named(peer).WhyMissing;
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => testMethod.GetParameters().Length > 1
        ? Enum.GetValues<ChannelKind>().Select(kind => new object[] { _peer, kind })
        : [[_peer]];
}
