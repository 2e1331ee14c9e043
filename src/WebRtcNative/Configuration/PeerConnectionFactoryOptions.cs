namespace WebRtcNative;

/// <summary>Options of a <see cref="PeerConnectionFactory"/>. Values are checked when the factory is made.</summary>
public sealed record PeerConnectionFactoryOptions
{
    private const int MaxNetworkThreads = 256;

    /// <summary>How many threads of libwebrtc send, receive and encrypt, 1 to 256. The factory gives its connections to them in turn.
    /// Default 1, which is enough for many connections. More are of use when the core that runs that thread is busy.</summary>
    public int NetworkThreads { get; init; } = 1;

    /// <summary>Whether the program makes the steps of the clock of sound, by <see cref="PeerConnectionFactory.StepAudioClock"/>: for a game
    /// whose own sound device sets the pace. Default false: a native thread makes one every 10 ms.</summary>
    public bool DrivesAudioClock { get; init; }

    /// <summary>Options of connections that are created without options of their own. Default: those of a new
    /// <see cref="PeerConnectionOptions"/>.</summary>
    public PeerConnectionOptions PeerConnection { get; init; } = new();

    /// <summary>The queue that raises the events of connections which are created without a queue of their own. Default null:
    /// <see cref="EventQueue.Shared"/>.</summary>
    public EventQueue? Queue { get; init; }

    /// <summary>Throws an <see cref="ArgumentException"/> that names the option which is wrong.</summary>
    internal void Validate()
    {
        if (NetworkThreads is < 1 or > MaxNetworkThreads)
            throw new ArgumentOutOfRangeException(nameof(NetworkThreads), NetworkThreads, $"Must be within 1 and {MaxNetworkThreads}.");
        ArgumentNullException.ThrowIfNull(PeerConnection);
        PeerConnection.Validate();
    }
}
