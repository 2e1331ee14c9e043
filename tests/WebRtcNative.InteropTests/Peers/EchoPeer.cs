namespace WebRtcNative.InteropTests.Peers;

/// <summary>A program on another implementation of WebRTC. Its source is in Fixtures/ and takes one of these roles: "serve"
/// answers offers that are POSTed to it and sends every message back; "connect" POSTs an offer, sends messages of its plan's
/// sizes and checks the echoes; "version" prints its version. Descriptions carry all candidates. It reports its events in lines
/// of JSON, and ends with its standard input.</summary>
internal sealed class EchoPeer
{
    public const string Aiortc = "aiortc";
    public const string Pion = "pion";
    public const string NodeDataChannel = "node-datachannel";
    public const string Wrtc = "wrtc";

    private readonly Func<string[]> _command;

    private EchoPeer(string? whyMissing, int longestMessage, Func<string[]> command)
    {
        WhyMissing = whyMissing;
        LongestMessage = longestMessage;
        _command = command;
    }

    /// <summary>What this machine lacks for it; null for nothing.</summary>
    public string? WhyMissing { get; }

    /// <summary>The longest message that it takes: announced, or meant by announcing nothing (RFC 8841).</summary>
    public int LongestMessage { get; }

    public static EchoPeer Named(string name) => name switch
    {
        Aiortc => new EchoPeer(
            PeerTools.WhyNoAiortc, 65536, () => [PeerTools.Python, PeerTools.Fixture("aiortc/echo.py")]),
        Pion => new EchoPeer(PeerTools.WhyNoPion, 65536, () => [PeerTools.BuildPion()]),
        NodeDataChannel => OfNode("node-datachannel/polyfill"),
        Wrtc => OfNode("@roamhq/wrtc"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown peer."),
    };

    /// <summary>Starts its server; <see cref="PeerProcess.Url"/> is where offers go.</summary>
    public PeerProcess Serve() => new([.. _command(), "serve"]);

    /// <summary>Starts its client.</summary>
    public PeerProcess Connect(Uri url, EchoPlan plan) =>
        new([.. _command(), "connect", url.ToString(), plan.ToJson()]);

    public string AskVersion()
    {
        using var process = new PeerProcess([.. _command(), "version"]);
        return process.Expect("version").GetProperty("version").GetString()!;
    }

    private static EchoPeer OfNode(string package) =>
        new(PeerTools.WhyNoNode, 262144, () => ["node", PeerTools.InstallNodePackages(), package]);
}
