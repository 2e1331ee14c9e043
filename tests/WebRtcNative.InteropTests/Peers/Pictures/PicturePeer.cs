using System.Reflection;
using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Peers.Pictures;

/// <summary>A program on another implementation of WebRTC that sends back the pictures that it gets. Its source is in Fixtures/. It
/// answers offers that are POSTed to it, serves its statistics at /stats, and asks for a key frame at /key-frame.</summary>
internal static class PicturePeer
{
    public const string Aiortc = "aiortc";
    public const string Pion = "pion";
    public const string GStreamer = "gstreamer";

    /// <summary>What this machine lacks for it; null for nothing.</summary>
    public static string? WhyMissing(string name, string codec) => name switch
    {
        Aiortc => PeerTools.WhyNoAiortc,
        Pion => PeerTools.WhyNoPion,
        GStreamer when codec == "H264" => OpenH264.WhyMissing ?? PeerTools.WhyNoGStreamer ?? PeerTools.WhyNoGStreamerWithH264,
        GStreamer => PeerTools.WhyNoGStreamer,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown peer."),
    };

    /// <summary>Starts it. aiortc and GStreamer decode and encode the pictures; Pion has no codecs, and passes on the packets.</summary>
    /// <param name="name">Of the peer.</param>
    /// <param name="codec">Of the pictures, as the fixture calls it. Only GStreamer's needs to know.</param>
    public static PeerProcess Serve(string name, string codec) => new(name switch
    {
        Pion => [PeerTools.BuildPionSound(), "serve"],
        GStreamer => [PeerTools.Python, PeerTools.Fixture("pictures/with_gstreamer.py"), codec],
        _ => [PeerTools.Python, PeerTools.Fixture($"pictures/with_{name}.py")],
    });
}

/// <summary>Data of a theory: the peer and the codec. Skipped where one of them cannot run.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PicturePeerAttribute : DataAttribute
{
    private readonly string _peer;
    private readonly string _codec;

    public PicturePeerAttribute(string peer, string codec = "VP8")
    {
        (_peer, _codec) = (peer, codec);
        Skip = PicturePeer.WhyMissing(peer, codec);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_peer, _codec]];
}
