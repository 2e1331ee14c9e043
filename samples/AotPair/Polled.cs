using System.Diagnostics;
using System.Text;
using WebRtcNative;
using WebRtcNative.Godot;

namespace AotPair;

/// <summary>Two peers in a game's loop: Godot's contract.</summary>
internal sealed class Polled : IDisposable
{
    private readonly WebRtcPeerConnection _alice = new();
    private readonly WebRtcPeerConnection _bob = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private Polled()
    {
        Signal(_alice, _bob);
        Signal(_bob, _alice);
    }

    /// <summary>Returns the words. Throws if it took longer than five minutes.</summary>
    public static string Run()
    {
        using var pair = new Polled();
        return $"Polled: {pair.Talk()}";
    }

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
    }

    private static void Signal(WebRtcPeerConnection from, WebRtcPeerConnection to)
    {
        from.SessionDescriptionCreated += (type, sdp) => Check(from.SetLocalDescription(type, sdp));
        from.SessionDescriptionCreated += (type, sdp) => Check(to.SetRemoteDescription(type, sdp));
        from.IceCandidateCreated += (media, index, name) => Check(to.AddIceCandidate(media, index, name));
    }

    private string Talk()
    {
        WebRtcDataChannel? incoming = null;
        _bob.DataChannelReceived += channel => incoming = channel;
        var outgoing = _alice.CreateDataChannel("polled") ?? throw new InvalidOperationException(_alice.LastError.Message);
        Check(_alice.CreateOffer());

        PollUntil(() => outgoing.GetReadyState() == DataChannelState.Open && incoming?.GetReadyState() == DataChannelState.Open);
        Check(outgoing.PutPacket("Hello, Bob."u8));
        Check(incoming!.PutPacket("Hello, Alice."u8));
        return $"{Receive(incoming)} {Receive(outgoing)}";
    }

    private string Receive(WebRtcDataChannel channel)
    {
        byte[] packet = [];
        PollUntil(() => channel.GetPacket(out packet) == WebRtcError.Ok);
        return Encoding.UTF8.GetString(packet);
    }

    private void PollUntil(Func<bool> condition)
    {
        while (!condition())
        {
            if (_clock.Elapsed > TimeSpan.FromMinutes(5))
                throw new TimeoutException("The polled peers did not get through.");
            Check(_alice.Poll());
            Check(_bob.Poll());
            Thread.Yield();
        }
    }

    private static void Check(WebRtcError error)
    {
        if (error != WebRtcError.Ok)
            throw new InvalidOperationException($"The polled peers failed: {error}.");
    }
}
