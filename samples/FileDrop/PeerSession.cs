using System.Diagnostics;
using WebRtcNative;
using WebRtcNative.Godot;

namespace FileDrop;

/// <summary>A peer connection with its signaling, and the loop that drives both as a game would: poll, work, wait.</summary>
internal sealed class PeerSession : IDisposable
{
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan TurnInterval = TimeSpan.FromMilliseconds(1);

    private readonly WebRtcPeerConnection _connection = new();
    private readonly SignalingClient _signaling;
    private long _negotiationStarted;

    public PeerSession(SignalingClient signaling)
    {
        _signaling = signaling;
        _connection.SessionDescriptionCreated += (type, sdp) =>
        {
            Check(_connection.SetLocalDescription(type, sdp), "set the local description");
            _signaling.Send(new SignalMessage.Description(type, sdp));
        };
        _connection.IceCandidateCreated += (media, index, name) =>
            _signaling.Send(new SignalMessage.Candidate(media, index, name));
        _connection.DataChannelReceived += channel => ChannelReceived?.Invoke(channel);
    }

    public event Action<WebRtcDataChannel>? ChannelReceived;

    /// <summary>Runs along with every turn of the loop, once there is a channel for it.</summary>
    public PositionStream? Positions { get; set; }

    /// <summary>Whether the other peer has said that it waits for an offer.</summary>
    public bool OtherIsReady { get; private set; }

    /// <summary>How long it has been since the offer was made or came.</summary>
    public TimeSpan SinceOffer => Stopwatch.GetElapsedTime(_negotiationStarted);

    public string CandidatePair =>
        _connection.GetSelectedCandidatePair() is { } pair ? CandidateText.Describe(pair.Local.Candidate, pair.Remote.Candidate) : "unknown";

    public WebRtcDataChannel CreateChannel(string label, DataChannelOptions? options = null) =>
        _connection.CreateDataChannel(label, options)
        ?? throw new InvalidOperationException($"Cannot create the channel \"{label}\". {_connection.LastError.Message}");

    public void Offer()
    {
        _negotiationStarted = Stopwatch.GetTimestamp();
        Check(_connection.CreateOffer(), "create an offer");
    }

    /// <summary>Runs <paramref name="turn"/> about a thousand times a second until it returns true.</summary>
    public async Task RunUntilAsync(Func<bool> turn, CancellationToken cancellation)
    {
        using var clock = new PeriodicTimer(TurnInterval);
        do
        {
            Poll();
            if (turn()) return;
        }
        while (await clock.WaitForNextTickAsync(cancellation));
    }

    /// <summary>The same with a time limit: false if <paramref name="condition"/> did not become true before it.</summary>
    public async Task<bool> WaitForAsync(Func<bool> condition, TimeSpan timeout, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var met = false;
        await RunUntilAsync(() => (met = condition()) || Stopwatch.GetElapsedTime(started) > timeout, cancellation);
        return met;
    }

    public void Dispose() => _connection.Dispose();

    private void Poll()
    {
        while (_signaling.TryReceive(out var message)) Apply(message);
        Check(_connection.Poll(), "poll the connection");
        Positions?.Turn();

        var state = _connection.GetConnectionState();
        if (state == WebRtcConnectionState.Failed)
            throw new IOException("The connection failed: no way between the two peers works any more.");

        // Once the peers are connected they need the server no longer.
        if (state is WebRtcConnectionState.New or WebRtcConnectionState.Connecting && _signaling.Failure is { } failure)
            throw new IOException($"The signaling server is lost: {failure}");
    }

    private void Apply(SignalMessage? message)
    {
        switch (message)
        {
            case SignalMessage.Ready:
                OtherIsReady = true;
                break;
            case SignalMessage.Description description:
                if (description.Type == "offer") _negotiationStarted = Stopwatch.GetTimestamp();
                Check(_connection.SetRemoteDescription(description.Type, description.Sdp), "set the remote description");
                break;
            case SignalMessage.Candidate candidate:
                Check(_connection.AddIceCandidate(candidate.Media, candidate.Index, candidate.Name), "add a candidate");
                break;
        }
    }

    private void Check(WebRtcError error, string what)
    {
        if (error != WebRtcError.Ok)
            throw new InvalidOperationException($"Cannot {what}: {error}. {_connection.LastError.Message}");
    }
}
