using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.EncodedTransform;

/// <summary>A sends sound or pictures to B, for transforms on both sides. A transform is a function of each frame.</summary>
internal sealed class Exchange : IDisposable
{
    private readonly VideoPair? _pictures;
    private readonly CorePair? _sound;
    private readonly AudioSource? _source;
    private readonly AudioTrack? _track;

    public Exchange(MediaKind kind)
    {
        if (kind == MediaKind.Video)
        {
            _pictures = new VideoPair("video/VP8");
            Sender = _pictures.Sender;
            return;
        }
        _sound = MediaPair.New();
        _source = new AudioSource();
        _track = _source.CreateTrack();
        Sender = _sound.A.AddTrack(_track);
        _sound.Negotiate();
    }

    public RtpSender Sender { get; }

    public PeerConnection A => _pictures?.A ?? _sound!.A;

    public PeerConnection B => _pictures?.B ?? _sound!.B;

    public RtpReceiver Receiver => B.Receivers[0];

    public VideoTrack Seen => (VideoTrack)Receiver.Track;

    public static RtpTransform Transform(Action<RtpTransform, EncodedFrame> take) => new(async (transform, stop) =>
    {
        await foreach (var frame in transform.ReadAllAsync(stop))
            take(transform, frame);
    });

    /// <summary>Writes each frame as it is.</summary>
    public static RtpTransform Pass() => Transform((transform, frame) => transform.Write(frame));

    /// <summary>Writes each frame with one more byte at its end.</summary>
    public static RtpTransform Append(byte mark) => Transform((transform, frame) => transform.Write(frame, [.. frame.Data, mark]));

    /// <summary>Sends until the condition holds.</summary>
    public void Until(Func<bool> condition, string what)
    {
        if (_pictures != null)
            _pictures.SendUntil(condition, what);
        else
            _sound!.Until(condition, what);
    }

    public void Finish(Task task) => Until(() => task.IsCompleted, "the task to end");

    public void Dispose()
    {
        _pictures?.Dispose();
        _sound?.Dispose();
        _track?.Dispose();
        _source?.Dispose();
    }
}
