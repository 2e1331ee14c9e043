using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>How long receivers hold the frames of an encoded source.</summary>
public sealed class PlayoutDelayTests : NativeTest
{
    private static readonly byte[] s_key = [0x82, 0x49, 0x83, 0x42, 0x00, 0x13, 0xf0, 0x0e, 0xf0]; // of VP9; what follows is not looked at

    [Fact]
    public void PlayoutDelay_OutOfRange_Throws()
    {
        foreach (var delay in new[] { TimeSpan.FromTicks(-1), TimeSpan.FromSeconds(40.951), TimeSpan.MaxValue, TimeSpan.MinValue })
            Assert.Throws<ArgumentOutOfRangeException>(() => new EncodedVideoSource(VideoCodec.Vp8, new() { PlayoutDelay = delay }));
        new EncodedVideoSource(VideoCodec.Vp8, new() { PlayoutDelay = TimeSpan.FromSeconds(40.95) }).Dispose();
    }

    [Fact]
    public void PlayoutDelay_AsGiven_FramesAreHeldAsLong()
    {
        Assert.InRange(Shortest(TimeSpan.Zero), TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        Assert.InRange(Shortest(TimeSpan.FromMilliseconds(400)), TimeSpan.FromMilliseconds(300), TimeSpan.MaxValue);
    }

    // From before a frame is sent until it is read. The length of a frame is its number.
    private static TimeSpan Shortest(TimeSpan delay)
    {
        using var source = new EncodedVideoSource(VideoCodec.Vp9, new() { PlayoutDelay = delay });
        using var track = source.CreateTrack();
        using var pair = MediaPair.New();
        pair.A.AddTrack(track);
        pair.Negotiate();
        using var reader = ((VideoTrack)pair.B.Receivers[0].Track).OpenEncodedReader(new() { Decode = VideoDecoding.Never });
        var sent = new List<long>();
        var waits = new List<TimeSpan>();
        var sinceLast = Stopwatch.StartNew();
        pair.Until(
            () =>
            {
                if (sinceLast.ElapsedMilliseconds >= 20)
                {
                    sinceLast.Restart();
                    sent.Add(Stopwatch.GetTimestamp());
                    source.TrySend([.. s_key, .. new byte[sent.Count - 1]]);
                }
                while (reader.TryRead(out var frame))
                {
                    using (frame)
                        waits.Add(Stopwatch.GetElapsedTime(sent[frame.Data.Length - s_key.Length]));
                }
                return waits.Count >= 20;
            },
            "20 frames");
        return waits.Skip(5).Min();
    }
}
