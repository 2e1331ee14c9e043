using System.Diagnostics;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;
using WebRtcNative.TortureTests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Sound;

/// <summary>A receiver whose clock is off by 200 ppm from the sender's, for a minute of sound (for five with WEBRTCNATIVE_TORTURE=5). Both
/// clocks are stepped, several times faster than real ones.</summary>
public sealed class AudioDriftTests(ITestOutputHelper output) : NativeTest
{
    private const double Frequency = 440;
    private const int Rate = 48_000;
    private const int StepsForOne = 5000; // 200 ppm

    private static int Steps => Torture.Times(60 * 100); // of 10 ms

    [Theory]
    [InlineData(1)] // the receiver is too fast: the jitter buffer stretches the sound
    [InlineData(-1)] // too slow: it shortens it
    public void Tone_ClocksOff200Ppm_HasNoGap(int drift)
    {
        using var sending = new PeerConnectionFactory(new PeerConnectionFactoryOptions { DrivesAudioClock = true });
        using var receiving = new PeerConnectionFactory(new PeerConnectionFactoryOptions { DrivesAudioClock = true });
        var pair = Own(new CorePair(options: new PeerConnectionOptions { Media = true }, factory: sending, otherFactory: receiving));
        var source = Own(new AudioSource(new AudioSourceOptions { BufferLimit = TimeSpan.FromSeconds(2) }, sending));
        pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected && pair.B.ConnectionState == PeerConnectionState.Connected, "connected");
        var arrivals = new RtpTransform(PassAsync);
        pair.B.Receivers[0].Transform = arrivals;
        using var reader = ((AudioTrack)pair.B.Receivers[0].Track).OpenReader();
        var second = Tone.Make(Frequency, Rate, TimeSpan.FromSeconds(1));
        var block = new short[Rate];
        var levels = new List<double>();
        var clear = 0;
        var arrived = 0L;
        var watch = Stopwatch.StartNew();
        var steps = Steps;

        for (var step = 0; step < steps; step++)
        {
            if (source.Buffered < TimeSpan.FromMilliseconds(20))
                source.TryWrite(second);
            sending.StepAudioClock();
            if (drift > 0 && step % StepsForOne == 0)
                receiving.StepAudioClock();
            if (drift > 0 || step % StepsForOne != 0)
                receiving.StepAudioClock();
            if (step % 2 == 1)
                AwaitPacket(); // of these 20 ms: as in life, it arrives before the next one, however long this process waits for a core
            if (step % 25 != 24)
                continue;
            var heard = block.AsSpan(0, reader.Read(block));
            if (step < 1000) // the jitter buffer fills
                continue;
            levels.AddRange(heard.ToArray().Chunk(Rate / 100).Select(Level));
            clear += Tone.Snr(heard, Frequency, Rate) >= 20 ? 1 : 0;
        }

        var stats = pair.Finish(pair.B.GetStatsAsync()).OfType<InboundRtpStats>().Single();
        var delay = stats.JitterBufferDelay!.Value.TotalMilliseconds / stats.JitterBufferEmittedCount!.Value;
        var pieces = (steps - 1000) / 25;
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s; level {levels.Min():F3} to {levels.Max():F3}; {clear} of {pieces} pieces clear; "
            + $"jitter buffer {delay:F0} ms; stretched {stats.InsertedSamplesForDeceleration}, shortened {stats.RemovedSamplesForAcceleration}, "
            + $"concealed {stats.ConcealedSamples} in {stats.ConcealmentEvents} events, discarded {stats.PacketsDiscarded}, lost {stats.PacketsLost}");
        Assert.InRange(delay, 1, 500);
        Assert.InRange(levels.Count(level => level < 0.1), 0, levels.Count / 1000); // the tone has 0.35
        Assert.InRange(clear, pieces * 0.95, pieces);

        void AwaitPacket()
        {
            Wait.Until(() => arrivals.Passed > arrived, "the packet of two steps");
            arrived = arrivals.Passed;
            Wait.Frame(); // from the transform to the jitter buffer
        }
    }

    private static double Level(short[] samples) => Math.Sqrt(samples.Average(sample => (double)sample * sample)) / short.MaxValue;

    private static async Task PassAsync(RtpTransform transform, CancellationToken stop)
    {
        await foreach (var frame in transform.ReadAllAsync(stop))
            transform.Write(frame);
    }
}
