namespace WebRtcNative;

/// <summary>RTCConfiguration (WebRTC 1.0, section 4.2.1). Values are checked when the connection is created.</summary>
public sealed record PeerConnectionOptions
{
    /// <summary>STUN and TURN servers. Default none.</summary>
    public IReadOnlyList<IceServer> IceServers { get; init; } = [];

    /// <summary>Which candidates may be used. Default all.</summary>
    public IceTransportPolicy IceTransportPolicy { get; init; }

    /// <summary>How media descriptions share a transport. Default balanced.</summary>
    public BundlePolicy BundlePolicy { get; init; }

    /// <summary>Candidates gathered ahead of need, 0 to 255. Default 0.</summary>
    public int IceCandidatePoolSize { get; init; }

    /// <summary>Lowest local port for UDP and TCP. Default 0: any.</summary>
    public int MinPort { get; init; }

    /// <summary>Highest local port for UDP and TCP. Default 0: any.</summary>
    public int MaxPort { get; init; }

    /// <summary>Whether loopback interfaces are gathered too, so that two programs on one machine find each other
    /// without a network. Default true.</summary>
    public bool IncludeLoopback { get; init; } = true;

    /// <summary>Bytes that may wait in one channel to be received, each message counting 64 more; past it the channel
    /// fails. Default 64 MiB.</summary>
    public long ReceiveLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>Reads the W3C dictionary from JSON: <c>iceServers</c> with <c>urls</c> (a string or a list),
    /// <c>username</c> and <c>credential</c>; <c>iceTransportPolicy</c>, <c>bundlePolicy</c>, <c>iceCandidatePoolSize</c>.
    /// Other members are ignored, as WebIDL does.</summary>
    /// <exception cref="FormatException">Not JSON, or a member has another type or an unknown value.</exception>
    public static PeerConnectionOptions FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PeerConnectionOptionsJson.Read(json);
    }

    /// <summary>Throws an <see cref="ArgumentException"/> that names the option which is wrong.</summary>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(IceServers);
        foreach (var server in IceServers)
        {
            if (server?.Urls is not { Count: > 0 } || server.Urls.Any(string.IsNullOrEmpty))
                throw new ArgumentException("An ICE server must have at least one URL, and no empty ones.", nameof(IceServers));
        }
        if (!Enum.IsDefined(IceTransportPolicy))
            throw new ArgumentOutOfRangeException(nameof(IceTransportPolicy), IceTransportPolicy, "Unknown policy.");
        if (!Enum.IsDefined(BundlePolicy))
            throw new ArgumentOutOfRangeException(nameof(BundlePolicy), BundlePolicy, "Unknown policy.");
        if (IceCandidatePoolSize is < 0 or > byte.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(IceCandidatePoolSize), IceCandidatePoolSize, "Must be within 0 and 255.");
        if (MinPort is < 0 or > ushort.MaxValue || MaxPort < MinPort || MaxPort > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(MinPort), MinPort, "MinPort and MaxPort must be a range within 0 and 65535.");
        if (ReceiveLimit < 1)
            throw new ArgumentOutOfRangeException(nameof(ReceiveLimit), ReceiveLimit, "Must be at least 1.");
    }
}
