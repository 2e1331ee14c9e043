using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Two connections with audio and video.</summary>
internal static class MediaPair
{
    public static readonly PeerConnectionOptions Options = new(); // as users have it

    public static CorePair New(EventQueue? byHand = null) => new(byHand, Options);

    /// <summary>The other side's transceiver of the same section.</summary>
    public static RtpTransceiver Other(PeerConnection connection, RtpTransceiver transceiver) =>
        Assert.Single(connection.Transceivers, one => one.Mid != null && one.Mid == transceiver.Mid);
}
