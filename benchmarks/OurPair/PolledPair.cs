using WebRtcNative;
using WebRtcNative.Godot;

namespace OurPair;

/// <summary>Two connections of the contract, polled by the thread that uses them.</summary>
internal sealed class PolledPair : IDisposable
{
    private readonly WebRtcPeerConnection _a = new();
    private readonly WebRtcPeerConnection _b = new();

    public PolledPair()
    {
        Connect(_a, _b);
        Connect(_b, _a);
        WebRtcDataChannel? received = null;
        _b.DataChannelReceived += channel => received = channel;
        A = _a.CreateDataChannel("channel") ?? throw new InvalidOperationException(_a.LastError.Message);
        Check(_a.CreateOffer());
        while (A.GetReadyState() != DataChannelState.Open || received?.GetReadyState() != DataChannelState.Open)
        {
            Poll();
            Thread.Yield();
        }
        B = received;
    }

    public WebRtcDataChannel A { get; }

    public WebRtcDataChannel B { get; }

    public void Poll()
    {
        Check(_a.Poll());
        Check(_b.Poll());
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        _a.Dispose();
        _b.Dispose();
    }

    private static void Connect(WebRtcPeerConnection from, WebRtcPeerConnection to)
    {
        from.SessionDescriptionCreated += (type, sdp) => Check(from.SetLocalDescription(type, sdp));
        from.SessionDescriptionCreated += (type, sdp) => Check(to.SetRemoteDescription(type, sdp));
        from.IceCandidateCreated += (media, index, name) => Check(to.AddIceCandidate(media, index, name));
    }

    private static void Check(WebRtcError error)
    {
        if (error != WebRtcError.Ok)
            throw new InvalidOperationException($"The polled pair failed: {error}.");
    }
}
