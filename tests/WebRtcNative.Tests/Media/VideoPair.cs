using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Two connections, of which A sends the pictures of a source and B's track shows them.</summary>
internal sealed class VideoPair : IDisposable
{
    private readonly CorePair _pair = MediaPair.New();
    private readonly VideoTrack _track;
    private readonly VideoTrack? _back;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly byte[] _gray = [.. Enumerable.Repeat((byte)128, 1280 * 720 * 3 / 2)];

    /// <param name="codec">Such as "video/VP8": the only one to be negotiated; null for the engine's own order.</param>
    /// <param name="isMutual">B sends the pictures of its own source as well.</param>
    /// <param name="encoding">What A sends; null for the engine's own settings.</param>
    public VideoPair(string? codec = null, bool isMutual = false, RtpEncoding? encoding = null)
    {
        if (isMutual)
        {
            Back = new VideoSource();
            _back = Back.CreateTrack();
            B.AddTrack(_back);
        }
        _track = Source.CreateTrack();
        Sender = encoding == null
            ? A.AddTrack(_track)
            : A.AddTransceiver(_track, new RtpTransceiverInit { SendEncodings = [encoding] }).Sender;
        if (codec != null)
        {
            A.Transceivers[0].SetCodecPreferences(
                [RtpSender.GetCapabilities(MediaKind.Video).Codecs.First(one => one.MimeType == codec)]);
        }
        _pair.Negotiate();
        Seen = (VideoTrack)B.Receivers[0].Track;
    }

    public PeerConnection A => _pair.A;

    public PeerConnection B => _pair.B;

    public VideoSource Source { get; } = new();

    public VideoSource? Back { get; }

    public RtpSender Sender { get; }

    public VideoTrack Track => _track;

    public VideoTrack Seen { get; }

    /// <summary>Sends gray pictures of a size until the condition holds.</summary>
    public void SendUntil(Func<bool> condition, string what, int width = 320, int height = 240, VideoRotation rotation = VideoRotation.None) =>
        _pair.Until(
            () =>
            {
                // 30 a second; the pause between two checks is shorter.
                if (_clock.ElapsedMilliseconds >= 33)
                {
                    _clock.Restart();
                    Source.TrySend(_gray.AsSpan(0, width * height * 3 / 2), width, height, VideoPixelFormat.I420, rotation: rotation);
                    Back?.TrySend(_gray.AsSpan(0, width * height * 3 / 2), width, height, VideoPixelFormat.I420);
                }
                return condition();
            },
            what);

    /// <summary>The next frame of a reader, while pictures are sent.</summary>
    public VideoFrame Next(VideoReader reader)
    {
        VideoFrame frame = default;
        SendUntil(() => reader.TryRead(out frame), "a frame");
        return frame;
    }

    public void Until(Func<bool> condition, string what) => _pair.Until(condition, what);

    public void Dispose()
    {
        _pair.Dispose();
        _track.Dispose();
        _back?.Dispose();
        Back?.Dispose();
        Source.Dispose();
    }
}
