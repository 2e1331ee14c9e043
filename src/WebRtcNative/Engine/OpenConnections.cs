using System.Collections;
using System.Runtime.CompilerServices;

namespace WebRtcNative;

/// <summary>Connections that are not closed. Held weakly: a queue without references is collected with all of its
/// connections.</summary>
internal sealed class OpenConnections : IEnumerable<PeerConnection>
{
    private readonly ConditionalWeakTable<PeerConnection, object> _connections = [];

    public void Add(PeerConnection connection) => _connections.Add(connection, string.Empty);

    public void Remove(PeerConnection connection) => _connections.Remove(connection);

    public IEnumerator<PeerConnection> GetEnumerator() => _connections.Select(entry => entry.Key).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
