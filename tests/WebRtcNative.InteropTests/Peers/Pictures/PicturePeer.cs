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
    public static string? WhyMissing(string name) => name switch
    {
        Aiortc => PeerTools.WhyNoAiortc,
        Pion => PeerTools.WhyNoPion,
        GStreamer => PeerTools.WhyNoGStreamer,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown peer."),
    };

    /// <summary>Starts it. aiortc and GStreamer decode and encode the pictures; Pion has no codecs, and passes on the packets.</summary>
    /// <param name="name">Of the peer.</param>
    /// <param name="codec">For GStreamer.</param>
    public static PeerProcess Serve(string name, string codec = "VP8") => new(name switch
    {
        Pion => [PeerTools.BuildPionSound(), "serve"],
        GStreamer => [PeerTools.Python, PeerTools.Fixture("pictures/with_gstreamer.py"), codec],
        _ => [PeerTools.Python, PeerTools.Fixture($"pictures/with_{name}.py")],
    });
}

/// <summary>Data of a theory: the peer. Skipped where it cannot run.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PicturePeerAttribute : DataAttribute
{
    private readonly string _peer;

    public PicturePeerAttribute(string peer)
    {
        _peer = peer;
        Skip = PicturePeer.WhyMissing(peer);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_peer]];
}
