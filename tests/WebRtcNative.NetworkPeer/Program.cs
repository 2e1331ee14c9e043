using WebRtcNative.NetworkPeer;

// A peer that lives in a network of its own, and does what the lines of its standard input say until they end. The argument:
// its settings, as JSON.
using var peer = new Peer(PeerSettings.Parse(args[0]));
while (await Console.In.ReadLineAsync() is { } line)
    await peer.DoAsync(PeerLine.Parse(line));
