using System.Diagnostics;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Sound and pictures of one stream. It takes some 20 s: the engine brings both together by the reports of the sender's clocks, which come
/// once in 5 s.</summary>
public sealed class FlashAndBeepTests(ITestOutputHelper output) : NativeTest
{
    [Fact]
    public void FlashAndBeep_SentTogether_ArriveTogether()
    {
        const int Width = 160, Height = 120, Rate = 48_000;
        using var pair = new CorePair(options: new PeerConnectionOptions { Media = true });
        using var pictures = new VideoSource();
        using var sound = new AudioSource(new AudioSourceOptions { SampleRate = Rate });
        using var track = pictures.CreateTrack();
        using var voice = sound.CreateTrack();
        pair.A.AddTrack(track, "both");
        pair.A.AddTrack(voice, "both");
        pair.Negotiate();
        using var eye = ((VideoTrack)pair.B.Receivers.Single(one => one.Track is VideoTrack).Track).OpenReader();
        using var ear = ((AudioTrack)pair.B.Receivers.Single(one => one.Track is AudioTrack).Track).OpenReader(
            new AudioReaderOptions { SampleRate = Rate });
        var beep = Tone.Make(1000, Rate, TimeSpan.FromMilliseconds(100));
        var frame = new byte[VideoFrame.GetByteCount(Width, Height, VideoPixelFormat.I420)];
        frame.AsSpan(Width * Height).Fill(128);
        var heard = new short[Rate / 100];
        var luma = new byte[frame.Length];
        var offsets = new List<double>();
        var clock = Stopwatch.StartNew();
        var (next, nextFlash) = (TimeSpan.Zero, TimeSpan.FromSeconds(1));
        (TimeSpan? flash, TimeSpan? beeped, var waits) = (default, default, false);

        // The engine brings both together with the first reports of the sender's clocks.
        pair.Until(
            () =>
            {
                if (clock.Elapsed >= next)
                {
                    var isFlash = clock.Elapsed >= nextFlash;
                    frame.AsSpan(0, Width * Height).Fill(isFlash ? (byte)235 : (byte)16);
                    pictures.TrySend(frame, Width, Height, VideoPixelFormat.I420);
                    if (isFlash)
                    {
                        sound.TryWrite(beep);
                        nextFlash = clock.Elapsed + TimeSpan.FromMilliseconds(400);
                        (flash, beeped, waits) = (default, default, true);
                    }
                    next = clock.Elapsed + TimeSpan.FromMilliseconds(20);
                }
                if (eye.TryCopyLatest(luma, VideoPixelFormat.I420, out _) && luma[Width * Height / 2] > 120)
                    flash ??= clock.Elapsed;
                if (ear.Read(heard) > 0 && heard.Max() > 3000)
                    beeped ??= clock.Elapsed;
                if (waits && flash != null && beeped != null)
                {
                    offsets.Add((beeped.Value - flash.Value).TotalMilliseconds);
                    waits = false;
                }
                return offsets.Count >= 5 && Math.Abs(offsets.TakeLast(5).Order().ElementAt(2)) <= 40;
            },
            "flash and beep within 40 ms");
        output.WriteLine($"{string.Join(", ", offsets.Select(one => one.ToString("F0", null)))} ms");
    }
}
