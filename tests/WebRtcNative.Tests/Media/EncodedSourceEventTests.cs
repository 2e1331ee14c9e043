using System.Collections.Concurrent;
using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>What an encoded source tells its program: targets, requests for key frames, and that frames wait; and what becomes of gaps. The frames are headers of
/// VP8 with a number behind them, which nobody decodes.</summary>
public sealed class EncodedSourceEventTests : NativeTest
{
    private static readonly byte[] s_key = [0x10, 0x01, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] s_delta = [0x11, 0x01, 0x00, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0];

    private readonly CorePair _pair = MediaPair.New();
    private readonly EncodedVideoSource _source = new(VideoCodec.Vp8);
    private readonly VideoTrack _track;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public EncodedSourceEventTests()
    {
        Own(_pair);
        Own(_source);
        _track = Own(_source.CreateTrack());
        _pair.A.AddTrack(_track);
        _pair.Negotiate();
    }

    [Fact]
    public void TargetChanged_ConnectionBeginsAndTrackIsDisabled_TellsBoth()
    {
        var targets = new ConcurrentQueue<EncodedVideoTarget>();
        _source.TargetChanged += (_, target) => targets.Enqueue(target);
        using var reader = OpenReader();

        SendUntil(() => targets.Any(target => target is { IsActive: true, BitsPerSecond: > 0 }), s_key, "a target with a bitrate");
        _track.Enabled = false;
        _pair.Until(() => targets.LastOrDefault() is { IsActive: false } && targets.Count > 1, "a target that wants nothing");
        Assert.Equal(EncodedVideoSendResult.NotWanted, _source.TrySend(s_key));

        _track.Enabled = true;
        _pair.Until(() => targets.LastOrDefault().IsActive, "a target that wants frames again");
    }

    [Fact]
    public void TargetChanged_HandlerRemoved_IsNotCalled()
    {
        var (kept, removed) = (0, 0);
        EventHandler<EncodedVideoTarget> handler = (_, _) => Interlocked.Increment(ref removed);
        _source.TargetChanged += handler;
        _source.TargetChanged -= handler;
        _source.TargetChanged += (_, _) => Interlocked.Increment(ref kept);
        using var reader = OpenReader();

        SendUntil(() => Volatile.Read(ref kept) > 0, s_key, "a target");

        Assert.Equal(0, removed);
    }

    [Fact]
    public void KeyFrameRequested_NoneIsSent_AtMostOnceIn300Milliseconds()
    {
        using var reader = OpenReader();
        SendUntil(() => Read(reader).Count > 0, s_key, "the first key frame");
        var count = 0;
        var begin = Stopwatch.GetTimestamp(); // before the handler: an event cannot be older
        _source.KeyFrameRequested += (_, _) => Interlocked.Increment(ref count);

        // Each of these asks for one: the receiver, the gap, the frames that nobody can decode.
        _source.TrySend(s_delta, new EncodedVideoFrameInfo { IsDiscontinuity = true });
        SendUntil(
            () =>
            {
                _ = _pair.B.Receivers[0].RequestKeyFrameAsync();
                Read(reader);
                return Volatile.Read(ref count) >= 4;
            },
            s_delta,
            "requests");

        var most = (Stopwatch.GetElapsedTime(begin) / TimeSpan.FromMilliseconds(300)) + 1;
        Assert.InRange(count, 4, (int)Math.Ceiling(most));
        Assert.True(_source.IsKeyFrameRequested);
        _source.TrySend(s_key);
        Assert.False(_source.IsKeyFrameRequested);
    }

    [Fact]
    public void TrySend_FasterThanTheEngine_WouldBlockAndRequestsAKeyFrame()
    {
        using var reader = OpenReader();
        var requested = 0;
        SendUntil(() => Read(reader).Count > 0, s_key, "the first key frame");
        _source.KeyFrameRequested += (_, _) => Interlocked.Exchange(ref requested, 1);

        Wait.Until(
            () => Enumerable.Range(0, 1000).Any(_ => _source.TrySend(s_delta) == EncodedVideoSendResult.WouldBlock),
            "eight frames that wait",
            () => Read(reader));

        Assert.True(_source.IsKeyFrameRequested);
        SendUntil(() => Volatile.Read(ref requested) == 1, s_delta, "the request"); // 300 ms after one before, with the next frame
        Wait.Until(() => _source.TrySend(Numbered(s_key, 77)) == EncodedVideoSendResult.Sent, "room for a key frame", () => Read(reader));
        Assert.False(_source.IsKeyFrameRequested);
    }

    [Fact]
    public void TrySend_Gap_NothingArrivesUntilAKeyFrame()
    {
        using var reader = OpenReader();
        var arrived = new List<int>();
        // Again and again: the engine may drop a frame in front of the encoder, and then all up to a key frame.
        SendBothUntil(() => Take(2), Numbered(s_key, 1), Numbered(s_delta, 2));

        Send(Numbered(s_delta, 3), isDiscontinuity: true);
        _pair.Until(() => _source.IsKeyFrameRequested, "the request of the connection that sees the gap");
        for (var i = 0; i < 5; i++)
            Send(Numbered(s_delta, 4));
        SendBothUntil(() => Take(6), Numbered(s_key, 5), Numbered(s_delta, 6));

        Assert.DoesNotContain(3, arrived);
        Assert.DoesNotContain(4, arrived);
        Assert.Contains(5, arrived);

        bool Take(int wanted)
        {
            arrived.AddRange(Read(reader));
            return arrived.Contains(wanted);
        }
    }

    private static byte[] Numbered(byte[] frame, int number)
    {
        var numbered = frame.ToArray();
        numbered[^1] = (byte)number;
        return numbered;
    }

    /// <summary>The numbers of the frames that wait.</summary>
    private static List<int> Read(EncodedVideoReader reader)
    {
        var numbers = new List<int>();
        while (reader.TryRead(out var frame))
        {
            using (frame)
                numbers.Add(frame.Data[^1]);
        }
        return numbers;
    }

    private EncodedVideoReader OpenReader() =>
        ((VideoTrack)_pair.B.Receivers[0].Track).OpenEncodedReader(new() { Decode = VideoDecoding.Never });

    /// <summary>At the pace of pictures.</summary>
    private void Send(byte[] frame, bool isDiscontinuity = false)
    {
        var next = _clock.Elapsed + TimeSpan.FromMilliseconds(30);
        _pair.Until(() => _clock.Elapsed >= next, "the time of the next frame");
        _source.TrySend(frame, new EncodedVideoFrameInfo { IsDiscontinuity = isDiscontinuity });
    }

    private void SendBothUntil(Func<bool> condition, byte[] first, byte[] second)
    {
        for (var late = _clock.Elapsed + Wait.Deadline; !condition();)
        {
            Assert.True(_clock.Elapsed < late, "Frames do not arrive.");
            Send(first);
            Send(second);
        }
    }

    /// <summary>Sends a frame 30 times a second until the condition holds.</summary>
    private void SendUntil(Func<bool> condition, byte[] frame, string what)
    {
        var next = TimeSpan.Zero;
        _pair.Until(
            () =>
            {
                if (_clock.Elapsed >= next)
                {
                    next = _clock.Elapsed + TimeSpan.FromMilliseconds(33);
                    _source.TrySend(frame);
                }
                return condition();
            },
            what);
    }
}
