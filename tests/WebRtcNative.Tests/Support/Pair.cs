using WebRtcNative.Godot;

namespace WebRtcNative.Tests.Support;

/// <summary>Two connections of the contract in the classic wiring, polled from one loop: each one's description goes first
/// to itself and then to the other, its candidates go to the other.</summary>
internal sealed class Pair : IDisposable
{
    public Pair(PeerConnectionOptions? configuration = null, bool wired = true, EventQueue? queue = null)
    {
        A = queue == null ? new() : new(queue);
        B = queue == null ? new() : new(queue);
        Initialize(configuration);
        if (wired)
            Wire();
        A.DataChannelReceived += ReceivedByA.Add;
        B.DataChannelReceived += ReceivedByB.Add;
    }

    public WebRtcPeerConnection A { get; }

    public WebRtcPeerConnection B { get; }

    public List<WebRtcDataChannel> ReceivedByA { get; } = [];

    public List<WebRtcDataChannel> ReceivedByB { get; } = [];

    /// <summary>Every event of the contract, those of tomorrow included.</summary>
    public static IEnumerable<string> EventNames => typeof(WebRtcPeerConnection).GetEvents().Select(e => e.Name);

    /// <summary>Both anew; handlers stay.</summary>
    public void Initialize(PeerConnectionOptions? configuration = null)
    {
        Assert.Equal(WebRtcError.Ok, A.Initialize(configuration));
        Assert.Equal(WebRtcError.Ok, B.Initialize(configuration));
        ReceivedByA.Clear();
        ReceivedByB.Clear();
    }

    /// <summary>For a pair that was made without the wiring, where a test's handlers shall come first.</summary>
    public void Wire()
    {
        Connect(A, B);
        Connect(B, A);
    }

    /// <summary>A channel may open before the connection's state says so.</summary>
    private bool AreConnected =>
        A.GetConnectionState() == WebRtcConnectionState.Connected && B.GetConnectionState() == WebRtcConnectionState.Connected;

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
        PollUntil(() => IsOpen(a) && IsOpen(b) && AreConnected, "both channels open");
        return (a, b);
    }

    /// <summary>A channel that A creates and B receives, open.</summary>
    public (WebRtcDataChannel A, WebRtcDataChannel B) OpenInBand(string label = "channel", DataChannelOptions? options = null)
    {
        var a = A.CreateDataChannel(label, options);
        Assert.NotNull(a);
        Assert.Equal(WebRtcError.Ok, A.CreateOffer());
        PollUntil(
            () => IsOpen(a) && ReceivedByB.Count == 1 && IsOpen(ReceivedByB[0]) && AreConnected, "the channel open on both sides");
        return (a, ReceivedByB[0]);
    }

    /// <summary>Connects anew on the same objects and proves that data goes both ways.</summary>
    public (WebRtcDataChannel A, WebRtcDataChannel B) Reconnect()
    {
        Initialize();
        var channels = Open();
        Carry(channels.A, channels.B);
        Carry(channels.B, channels.A);
        return channels;
    }

    public void Carry(WebRtcDataChannel from, WebRtcDataChannel to)
    {
        Assert.Equal(WebRtcError.Ok, from.PutPacket("packet"u8));
        PollUntil(() => to.GetAvailablePacketCount() > 0, "a packet");
        Assert.Equal(WebRtcError.Ok, to.GetPacket(out var packet));
        Assert.Equal("packet"u8, packet);
    }

    /// <summary>Subscribes to an event by its name, whatever its arguments are.</summary>
    public static void On(WebRtcPeerConnection connection, string name, Action handler)
    {
        switch (name)
        {
            case nameof(connection.SessionDescriptionCreated):
                connection.SessionDescriptionCreated += (_, _) => handler();
                break;
            case nameof(connection.SessionDescriptionJsonCreated):
                connection.SessionDescriptionJsonCreated += _ => handler();
                break;
            case nameof(connection.IceCandidateJsonCreated):
                connection.IceCandidateJsonCreated += _ => handler();
                break;
            case nameof(connection.IceCandidateCreated):
                connection.IceCandidateCreated += (_, _, _) => handler();
                break;
            case nameof(connection.DataChannelReceived):
                connection.DataChannelReceived += _ => handler();
                break;
            case nameof(connection.ConnectionStateChanged):
                connection.ConnectionStateChanged += _ => handler();
                break;
            case nameof(connection.IceCandidateError):
                connection.IceCandidateError += _ => handler();
                break;
            case nameof(connection.OperationFailed):
                connection.OperationFailed += (_, _) => handler();
                break;
            default:
                throw new ArgumentException($"An event that is new to the tests: {name}.", nameof(name));
        }
    }

    /// <summary>The names of all events that are raised from here on. The events with JSON are left out: each is raised right after the
    /// event whose other form it is.</summary>
    public static List<string> Record(WebRtcPeerConnection connection)
    {
        var raised = new List<string>();
        foreach (var name in EventNames.Where(name => !name.EndsWith("JsonCreated", StringComparison.Ordinal)))
            On(connection, name, () => raised.Add(name));
        return raised;
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
