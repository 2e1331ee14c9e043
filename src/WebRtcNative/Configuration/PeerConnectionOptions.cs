using System.Text.Json.Serialization;

namespace WebRtcNative;

/// <summary>RTCConfiguration (WebRTC 1.0, section 4.2.1): what a connection is created with, such as ICE servers, timing and limits. Values
/// are checked when the connection is created.</summary>
/// <remarks>System.Text.Json reads and writes it as <see cref="FromJson"/> and <see cref="ToJson"/> do.</remarks>
[JsonConverter(typeof(PeerConnectionOptionsJsonConverter))]
public sealed partial record PeerConnectionOptions
{
    /// <summary>STUN and TURN servers. Default none.</summary>
    public IReadOnlyList<IceServer> IceServers { get; init; } = [];

    /// <summary>iceTransportPolicy: the candidates that may be used. Default all.</summary>
    public IceTransportPolicy IceTransportPolicy { get; init; }

    /// <summary>How media descriptions share a transport. Default balanced.</summary>
    public BundlePolicy BundlePolicy { get; init; }

    /// <summary>The certificates that this side shows in the DTLS handshake. The engine uses the first one. Default none: each
    /// connection makes a new one.</summary>
    public IReadOnlyList<RtcCertificate> Certificates { get; init; } = [];

    /// <summary>iceCandidatePoolSize: for how many transports candidates are gathered ahead of need, 0 to 255. Default 0.</summary>
    public int IceCandidatePoolSize { get; init; }

    /// <summary>Lowest local port for UDP and TCP, 0 to 65535, at most <see cref="MaxPort"/>. Default 0: any.</summary>
    public int MinPort { get; init; }

    /// <summary>Highest local port for UDP and TCP, 0 to 65535. Default 0: any.</summary>
    public int MaxPort { get; init; }

    /// <summary>Whether loopback interfaces are gathered too, so that two programs on one machine find each other
    /// without a network. Default true.</summary>
    public bool IncludeLoopback { get; init; } = true;

    /// <summary>Whether link-local addresses are gathered. Default true.</summary>
    public bool IncludeLinkLocal { get; init; } = true;

    /// <summary>Whether IPv6 addresses are gathered. Default true.</summary>
    public bool IncludeIPv6 { get; init; } = true;

    /// <summary>Whether TCP candidates are gathered (RFC 6544). Default true.</summary>
    public bool IncludeTcp { get; init; } = true;

    /// <summary>Whether candidates of networks that come up later are gathered too, and candidates of networks that go down are
    /// removed. The gathering state then never becomes complete. Default false.</summary>
    public bool GatherContinually { get; init; }

    /// <summary>Whether the connection can have audio and video. False is for programs that only want data channels: sections of audio and
    /// video are rejected, and the connection costs some 45 KB less. Default true.</summary>
    /// <remarks>With the package WebRtcNative.DataOnly it is always false; <see cref="PeerConnection.AddTransceiver(MediaKind,
    /// RtpTransceiverInit)"/> then throws an exception with the reason.</remarks>
    public bool Media { get; init; } = true;

    /// <summary>Timeouts, intervals of checks and keep-alives of ICE. Default the engine's.</summary>
    public IceTimingOptions IceTiming { get; init; } = new();

    /// <summary>Longest time that <see cref="PeerConnectionState.New"/> and <see cref="PeerConnectionState.Connecting"/> may last, from the
    /// first description that is set; then the connection's state becomes Failed. 1 ms to 24 hours. Default null: for ever, as the
    /// W3C has it.</summary>
    /// <remarks>
    /// <para>Without it, a connection whose offer is never answered stays New for ever, and one whose peer has no candidates stays
    /// New or Connecting. A server should set it (30 seconds, for example) and dispose connections that fail. A connection without
    /// any description is not limited.</para>
    /// <para>Only <see cref="PeerConnection.ConnectionState"/> changes; the state of ICE stays. Nothing is given up: if the peer
    /// answers later, the state becomes Connecting and Connected. The time begins anew with a further offer, such as one with an ICE
    /// restart, and when the state becomes Connecting after it was Connected, Disconnected or Failed. How long a connected peer may be
    /// silent is a matter of <see cref="IceTiming"/>.</para>
    /// </remarks>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>Whether all channels close when the connection's state becomes Failed. Default false, as the W3C has it: they stay as
    /// they are, since <see cref="PeerConnection.RestartIce"/> may revive the connection, and calls that wait go on waiting.</summary>
    /// <remarks>The channels fail with a <see cref="WebRtcException"/> of <see cref="RtcErrorType.NetworkError"/>
    /// (<see cref="DataChannel.Error"/>), and calls that wait for them end with it. So do calls of
    /// <see cref="PeerConnection.AcceptDataChannelAsync"/>, until the state is no longer Failed. Their events follow
    /// <see cref="PeerConnection.ConnectionStateChanged"/>. Channels that are created later are not closed before the next failure. A
    /// connection that is revived needs new channels; the remote peer then sees the old ones closed.</remarks>
    public bool CloseChannelsWhenFailed { get; init; }

    /// <summary>Limit of one channel's receive queue in bytes, from 1, with 64 more for each message; beyond it the channel fails.
    /// Default 64 MiB.</summary>
    public long ReceiveLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long <see cref="PeerConnection.CloseAsync"/>, <see cref="DataChannel.CloseAsync"/> and their DisposeAsync wait while the
    /// remote peer accepts no data and answers nothing, up to 24 hours; with 0 they do not wait. Default 30 s.</summary>
    public TimeSpan ClosingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads the W3C dictionary from JSON: <c>iceServers</c> with <c>urls</c> (a string or a list),
    /// <c>username</c> and <c>credential</c>, which may be null; <c>iceTransportPolicy</c>, <c>bundlePolicy</c>, <c>iceCandidatePoolSize</c>.
    /// Other members are ignored, as WebIDL does.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="FormatException">Not JSON, or a member has another type or an unknown value.</exception>
    public static PeerConnectionOptions FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PeerConnectionOptionsJson.Read(json);
    }

    /// <summary>Writes the W3C dictionary: the argument of a browser's <c>new RTCPeerConnection</c>, after JSON.parse. So a server can
    /// give its ICE servers to its clients.</summary>
    /// <returns>An object with the members that <see cref="FromJson"/> reads. Contains the credentials of TURN servers, which a
    /// client needs: give it to nobody else, and do not log it. Options that the W3C does not have are left out, and so are
    /// certificates.</returns>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    public string ToJson() => PeerConnectionOptionsJson.Write(this);
}
