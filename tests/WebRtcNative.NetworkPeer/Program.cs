using WebRtcNative.NetworkPeer;

// A peer that lives in a network of its own and executes the commands of its standard input until that ends. The argument: its
// settings, as JSON.
using var peer = new Peer(PeerSettings.Parse(args[0]));
while (await Console.In.ReadLineAsync() is { } line)
    await peer.DoAsync(PeerLine.Parse(line));
