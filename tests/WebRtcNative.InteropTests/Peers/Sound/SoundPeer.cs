namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>A program on another implementation of WebRTC that plays and hears. Its source is in Fixtures/. "serve" answers offers
/// that are POSTed to it; "connect" POSTs an offer. Either way it serves its statistics at /stats, and reports in lines of JSON what
/// it hears. It ends with its standard input.</summary>
internal sealed class SoundPeer
{
    public const string Aiortc = "aiortc";
    public const string Pion = "pion";
    public const string GStreamer = "gstreamer";

    private const double OwnLeft = 660;
    private const double OwnRight = 990;

    private readonly Func<string[]> _command;

    private SoundPeer(string? whyMissing, bool echoes, bool isStereo, Func<string[]> command)
    {
        WhyMissing = whyMissing;
        Echoes = echoes;
        Plays = echoes ? [Voice.Left] : isStereo ? [OwnLeft, OwnRight] : [OwnLeft, OwnLeft];
        _command = command;
    }

    /// <summary>What this machine lacks for it; null for nothing.</summary>
    public string? WhyMissing { get; }

    /// <summary>Whether it sends back the packets that come, having no codec; else it plays tones of its own.</summary>
    public bool Echoes { get; }

    /// <summary>The frequencies of its channels.</summary>
    public double[] Plays { get; }

    public static SoundPeer Named(string name) => name switch
    {
        Aiortc => new SoundPeer(PeerTools.WhyNoAiortc, false, true, () => [PeerTools.Python, PeerTools.Fixture("sound/with_aiortc.py")]),
        Pion => new SoundPeer(PeerTools.WhyNoPion, true, false, () => [PeerTools.BuildPionSound()]),
        GStreamer => new SoundPeer(
            PeerTools.WhyNoGStreamer, false, false, () => [PeerTools.Python, PeerTools.Fixture("sound/with_gstreamer.py")]),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown peer."),
    };

    /// <summary>Starts its server; <see cref="PeerProcess.Url"/> is where offers go.</summary>
    public PeerProcess Serve() => new([.. _command(), "serve"]);

    /// <summary>Starts its WHIP server, which aiortc alone has.</summary>
    public PeerProcess ServeWhip() => new([.. _command(), "whip"]);

    /// <summary>Starts its client.</summary>
    public PeerProcess Connect(Uri url) => new([.. _command(), "connect", url.ToString()]);
}
