using System.Text;
using WebRtcNative;
using WebRtcNative.Godot;

using var alice = new WebRtcPeerConnection();
using var bob = new WebRtcPeerConnection();

// In a game these six lines go through your signaling server; here both peers live in one process.
alice.SessionDescriptionCreated += (type, sdp) => alice.SetLocalDescription(type, sdp);
alice.SessionDescriptionCreated += (type, sdp) => bob.SetRemoteDescription(type, sdp);
alice.IceCandidateCreated += (media, index, name) => bob.AddIceCandidate(media, index, name);
bob.SessionDescriptionCreated += (type, sdp) => bob.SetLocalDescription(type, sdp);
bob.SessionDescriptionCreated += (type, sdp) => alice.SetRemoteDescription(type, sdp);
bob.IceCandidateCreated += (media, index, name) => alice.AddIceCandidate(media, index, name);

WebRtcDataChannel? incoming = null;
bob.DataChannelReceived += channel => incoming = channel;

var outgoing = alice.CreateDataChannel("chat")!;
alice.CreateOffer();

var sent = false;
while (true) // your game loop: once a frame
{
    alice.Poll();
    bob.Poll();
    if (!sent && outgoing.GetReadyState() == DataChannelState.Open)
        sent = outgoing.PutPacket("Hello from Alice"u8) == WebRtcError.Ok;
    if (incoming != null && incoming.GetPacket(out var packet) == WebRtcError.Ok)
    {
        Console.WriteLine(Encoding.UTF8.GetString(packet));
        break;
    }
    Thread.Yield();
}
