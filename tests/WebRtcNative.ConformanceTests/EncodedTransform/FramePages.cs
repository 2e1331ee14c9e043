using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.EncodedTransform;

/// <summary>What transforms are told of a frame: the same on both sides.</summary>
public sealed class FramePages : MediaConformanceTest
{
    private const string Page = "webrtc-encoded-transform/script-metadata-transform.https.html";

    [WptTheory(Page, "synchronizationSource is the same on both sides")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Ssrc_BothSides_IsTheSame(MediaKind kind)
    {
        var (sent, received) = Compare(kind);

        Assert.NotEqual(0u, sent.Ssrc);
        Assert.Equal(sent.Ssrc, received.Ssrc);
    }

    [WptTheory(Page, "payloadType is the same on both sides, and negotiated")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void PayloadType_BothSides_IsTheSame(MediaKind kind)
    {
        var (sent, received) = Compare(kind);

        Assert.Equal(sent.PayloadType, received.PayloadType);
        Assert.InRange(sent.PayloadType, 0, 127);
    }

    [WptTheory(Page, "rtpTimestamp is the same on both sides")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void RtpTimestamp_BothSides_IsTheSame(MediaKind kind)
    {
        var (sent, received) = Compare(kind);

        Assert.Equal(sent.Time, received.Time);
    }

    [Wpt(Page, "the size of a key frame is the same on both sides")]
    public void Size_BothSides_IsTheSame()
    {
        var (sent, received) = Compare(MediaKind.Video);

        Assert.Equal((320, 240), (sent.Width, sent.Height));
        Assert.Equal((sent.Width, sent.Height), (received.Width, received.Height));
    }

    [Wpt(Page, "whether it is a key frame is the same on both sides")]
    public void IsKeyFrame_BothSides_IsTheSame()
    {
        var (sent, received) = Compare(MediaKind.Video);

        Assert.True(sent.IsKey);
        Assert.Equal(sent.IsKey, received.IsKey);
    }

    /// <summary>A frame that both transforms have read; of pictures a key frame.</summary>
    private static (Told Sent, Told Received) Compare(MediaKind kind)
    {
        using var exchange = new Exchange(kind);
        var (sent, received) = (new ConcurrentDictionary<(uint, int), Told>(), new ConcurrentDictionary<(uint, int), Told>());
        exchange.Sender.Transform = Exchange.Transform((transform, frame) => Keep(sent, transform, frame));
        exchange.Receiver.Transform = Exchange.Transform((transform, frame) => Keep(received, transform, frame));

        exchange.Until(() => sent.Keys.Any(received.ContainsKey), "a frame on both sides");

        var both = sent.Keys.First(received.ContainsKey);
        return (sent[both], received[both]);

        void Keep(ConcurrentDictionary<(uint, int), Told> to, RtpTransform transform, EncodedFrame frame)
        {
            var told = new Told(
                frame.Ssrc, frame.PayloadType, frame.RtpTimestamp, frame.IsKeyFrame, frame.Width, frame.Height, frame.Data.Length);
            if (kind == MediaKind.Audio || told.IsKey)
                to.TryAdd((told.Time, told.Length), told);
            transform.Write(frame);
        }
    }

    private sealed record Told(uint Ssrc, int PayloadType, uint Time, bool IsKey, int Width, int Height, int Length);
}
