namespace WebRtcNative.Tests.Support;

/// <summary>Two connections of the contract in the classic wiring, polled from one loop: each one's description goes first
/// to itself and then to the other, its candidates go to the other.</summary>
internal sealed class Pair : IDisposable
{
    public Pair(PeerConnectionOptions? configuration = null)
    {
        Assert.Equal(WebRtcError.Ok, A.Initialize(configuration));
        Assert.Equal(WebRtcError.Ok, B.Initialize(configuration));
        Connect(A, B);
        Connect(B, A);
        A.DataChannelReceived += ReceivedByA.Add;
        B.DataChannelReceived += ReceivedByB.Add;
    }

    public WebRtcPeerConnection A { get; } = new();

    public WebRtcPeerConnection B { get; } = new();

    public List<WebRtcDataChannel> ReceivedByA { get; } = [];

    public List<WebRtcDataChannel> ReceivedByB { get; } = [];

    /// <summary>One frame.</summary>
    public void Poll()
    {
        A.Poll();
        B.Poll();
    }

    public void PollUntil(Func<bool> condition, string what) => Wait.Until(condition, () => $"{what} (A: {A.LastError}, B: {B.LastError})", Poll);

    /// <summary>A negotiated channel on both sides, open.</summary>
    public (WebRtcDataChannel A, WebRtcDataChannel B) Open(DataChannelOptions? options = null)
    {
        options = (options ?? new DataChannelOptions()) with { Negotiated = true, Id = 1 };
        var a = A.CreateDataChannel("channel", options);
        var b = B.CreateDataChannel("channel", options);
        Assert.NotNull(a);
        Assert.NotNull(b);
        Assert.Equal(WebRtcError.Ok, A.CreateOffer());
        PollUntil(() => IsOpen(a) && IsOpen(b), "both channels open");
        return (a, b);
    }

    /// <summary>A channel that A creates and B receives, open.</summary>
    public (WebRtcDataChannel A, WebRtcDataChannel B) OpenInBand(string label = "channel", DataChannelOptions? options = null)
    {
        var a = A.CreateDataChannel(label, options);
        Assert.NotNull(a);
        Assert.Equal(WebRtcError.Ok, A.CreateOffer());
        PollUntil(() => IsOpen(a) && ReceivedByB.Count == 1 && IsOpen(ReceivedByB[0]), "the channel open on both sides");
        return (a, ReceivedByB[0]);
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }

    public static bool IsOpen(WebRtcDataChannel channel) => channel.GetReadyState() == DataChannelState.Open;

    private static void Connect(WebRtcPeerConnection from, WebRtcPeerConnection to)
    {
        from.SessionDescriptionCreated += (type, sdp) => from.SetLocalDescription(type, sdp);
        from.SessionDescriptionCreated += (type, sdp) => to.SetRemoteDescription(type, sdp);
        from.IceCandidateCreated += (media, index, name) => to.AddIceCandidate(media, index, name);
    }
}
