using System.Collections.Concurrent;

namespace WebRtcNative.Tests.Support;

/// <summary>A connection with a <see cref="WebRtcNative.Negotiator"/>, whose messages wait until a test delivers them.</summary>
internal sealed class NegotiatedPeer : IDisposable
{
    public NegotiatedPeer(bool polite, EventQueue? queue = null, PeerConnectionOptions? options = null)
    {
        Connection = new PeerConnection(options, queue);
        Connection.DataChannelReceived += (_, channel) => Received.Enqueue(channel);
        Negotiator = new Negotiator(Connection, polite, message =>
        {
            Calling?.Invoke();
            All.Enqueue(message);
            Outgoing.Enqueue(message);
        });
        Negotiator.ErrorOccurred += (_, error) =>
        {
            Calling?.Invoke();
            Errors.Enqueue(error);
        };
    }

    /// <summary>Before the Negotiator's callbacks do anything.</summary>
    public Action? Calling { get; set; }

    public PeerConnection Connection { get; }

    public Negotiator Negotiator { get; }

    public ConcurrentQueue<string> Outgoing { get; } = new();

    /// <summary>Every message that was sent.</summary>
    public ConcurrentQueue<string> All { get; } = new();

    public ConcurrentQueue<Exception> Errors { get; } = new();

    public ConcurrentQueue<DataChannel> Received { get; } = new();

    public int Offers => All.Count(message => message.StartsWith("""{"description":{"type":"offer""", StringComparison.Ordinal));

    public bool IsSettled => Connection.SignalingState == SignalingState.Stable && Connection.ConnectionState == PeerConnectionState.Connected;

    public string Describe() =>
        $"{Connection.SignalingState}, {Connection.ConnectionState}, {Offers} offers, {All.Count} messages, "
        + string.Join("; ", Errors.Select(error => error.Message));

    public void Dispose()
    {
        Negotiator.Dispose();
        Connection.Dispose();
    }
}
