using System.Diagnostics;
using WebRtcNative.TestPeer;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;
using WebRtcNative.TortureTests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Sound;

/// <summary>Sound while managed threads stand still: a native clock takes what was written before, and buffers what will be read.</summary>
public sealed class SoundPauseTests(ITestOutputHelper output) : NativeTest
{
    private const double Frequency = 440;
    private const int Rate = 48_000;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_buffer = TimeSpan.FromSeconds(5); // several pauses on a machine that is ten times slower

    [Fact]
    public async Task Tone_CollectionsOf200Milliseconds_HasNoGap()
    {
        var ballast = new Ballast(s_pause);
        var (reader, _) = await ConnectAsync();
        await ListenUntilClearAsync(reader);

        var pauses = new List<TimeSpan>();
        var heard = new List<short>();
        var buffer = new short[Rate];
        for (var i = 0; i < Torture.Times(5); i++)
        {
            pauses.Add(ballast.Collect());
            var goal = heard.Count + (Rate / 2);
            while (heard.Count < goal)
                heard.AddRange(buffer.AsSpan(0, await reader.ReadAsync(buffer).AsTask().WaitAsync(Wait.Deadline)));
        }

        output.WriteLine($"Pauses: {string.Join(", ", pauses.Select(pause => $"{pause.TotalMilliseconds:F0}"))} ms");
        Assert.True(pauses.Max() >= 0.6 * s_pause, "The pauses were too short to be noticed.");
        AssertHasNoGap(heard, reader);
    }

    [Fact]
    public async Task Tone_HandlerBlocks_HasNoGap()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var (reader, pair) = await ConnectAsync();
        await ListenUntilClearAsync(reader);
        pair.B.DataChannelReceived += (_, _) =>
        {
            entered.Set();
            leave.Wait(Wait.Deadline);
        };
        pair.A.CreateDataChannel("channel");
        await CorePair.NegotiateAsync(pair.A, pair.B).WaitAsync(Wait.Deadline);
        Assert.True(entered.Wait(Wait.Deadline), "The handler was not called.");

        // Neither clock nor reader waits for the queue's thread.
        var heard = new short[Rate];
        for (var read = 0; read < heard.Length;)
        {
            read += reader.Read(heard.AsSpan(read));
            Wait.Frame();
        }

        leave.Set();
        AssertHasNoGap(heard, reader);
    }

    [Fact]
    public async Task Reader_StopsReading_HasTheNewestSoundAfterwards()
    {
        var (reader, pair) = await ConnectAsync();
        await ListenUntilClearAsync(reader);
        using var slow = ((AudioTrack)pair.B.Receivers[0].Track).OpenReader(new AudioReaderOptions { Buffer = TimeSpan.FromMilliseconds(200) });

        Wait.Until(() => slow.Dropped > TimeSpan.FromSeconds(1), "sound to be dropped");
        var waiting = slow.Available;
        var read = slow.Read(new short[Rate]);

        Assert.True(waiting <= TimeSpan.FromMilliseconds(200), $"{waiting} wait to be read.");
        Assert.InRange(read, 1, Rate / 5);
        Assert.Equal(TimeSpan.Zero, reader.Dropped); // the other reader does not notice
    }

    private async Task<(AudioReader Reader, CorePair Pair)> ConnectAsync()
    {
        var pair = Own(new CorePair(options: new PeerConnectionOptions { Media = true }));
        var source = Own(new AudioSource(new AudioSourceOptions { BufferLimit = s_buffer }));
        pair.A.AddTrack(Own(source.CreateTrack()));
        await CorePair.NegotiateAsync(pair.A, pair.B).WaitAsync(Wait.Deadline);
        _ = Task.Run(() => PlayAsync(source));
        Wait.Until(() => pair.B.Receivers is [{ Track.Muted: false }], "sound");
        var reader = Own(((AudioTrack)pair.B.Receivers[0].Track).OpenReader(new AudioReaderOptions { Buffer = s_buffer }));
        return (reader, pair);
    }

    private static async Task PlayAsync(AudioSource source)
    {
        var tone = Tone.Make(Frequency, Rate, TimeSpan.FromMilliseconds(100)); // whole periods
        try
        {
            while (true)
                await source.WriteAsync(tone);
        }
        catch (ObjectDisposedException)
        {
            // the end
        }
    }

    /// <summary>The jitter buffer stretches the beginning.</summary>
    private static async Task ListenUntilClearAsync(AudioReader reader)
    {
        var watch = Stopwatch.StartNew();
        var samples = new short[Rate / 4];
        do
        {
            for (var rest = samples.AsMemory(); rest.Length > 0;)
                rest = rest[await reader.ReadAsync(rest).AsTask().WaitAsync(Wait.Deadline)..];
            Assert.True(watch.Elapsed < Wait.Deadline, "No clear tone is heard.");
        }
        while (Tone.Snr(samples, Frequency, Rate) < 20);
    }

    private void AssertHasNoGap(IEnumerable<short> heard, AudioReader reader)
    {
        var levels = heard.Chunk(Rate / 100).Select(piece => Math.Sqrt(piece.Average(sample => (double)sample * sample)) / short.MaxValue).ToList();
        output.WriteLine($"Level of 10 ms: {levels.Min():F3} to {levels.Max():F3}, of {levels.Count}");
        Assert.True(levels.Min() > 0.2, $"A gap: the level falls to {levels.Min():F3}."); // a tone of this level has 0.35
        Assert.Equal(TimeSpan.Zero, reader.Dropped);
    }
}
