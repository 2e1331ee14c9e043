using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>A tone over a network that loses and delays packets: the jitter buffer hides it.</summary>
public sealed class LossySoundTests(ITestOutputHelper output) : NativeTest
{
    private const double Frequency = 440;
    private const int Rate = 48_000;

    private static readonly PeerConnectionOptions s_options = new() { Media = true };

    // Each packet is held back by 50 to 100 ms: 50 ms of jitter, after which hardly any is in its place.
    private static readonly Impairment s_lossy = new()
    {
        Loss = 0.05,
        Reordering = 1,
        ReorderingDelay = TimeSpan.FromMilliseconds(100),
    };

    [Fact]
    public async Task Tone_LossAndJitter_HasNoGap()
    {
        var pair = Own(new RelayedPair(s_lossy, 1, s_options));
        using var tone = await StartAsync(pair);
        using var reader = Open(pair);
        await HearAsync(reader, TimeSpan.FromSeconds(4)); // the jitter buffer learns how late packets are

        var before = Inbound(pair);
        var heard = await HearAsync(reader, TimeSpan.FromSeconds(5));
        var after = Inbound(pair);

        var levels = Pieces(heard, TimeSpan.FromMilliseconds(20)).ConvertAll(Level);
        var clear = Pieces(heard, TimeSpan.FromMilliseconds(100)).ConvertAll(piece => Tone.Snr(piece, Frequency, Rate));
        var concealed = (double)(after.ConcealedSamples - before.ConcealedSamples)! / (double)(after.TotalSamplesReceived - before.TotalSamplesReceived)!;
        output.WriteLine($"level {levels.Min():F3} to {levels.Max():F3}; SNR least {clear.Min():F1}, median {clear.Order().ElementAt(clear.Count / 2):F1} dB; "
            + $"concealed {concealed:P1}; lost {after.PacketsLost} of {after.PacketsReceived}; relay lost {pair.Relay.Lost} of {pair.Relay.Lost + pair.Relay.Forwarded}");
        Assert.True(pair.Relay.Lost > 10, $"The relay has lost only {pair.Relay.Lost} packets.");
        Assert.True(after.PacketsLost > 0, "The receiver counts no loss.");
        Assert.True(clear.Order().ElementAt(clear.Count / 2) >= 20, "Half of the sound is disturbed.");
        Assert.True(levels.Count(level => level < 0.05) < levels.Count / 50, "There are gaps.");
        Assert.InRange(concealed, 0.001, 0.25);
    }

    [Fact]
    public async Task Tone_NetworkOutage_ComesBackByItself()
    {
        var pair = Own(new RelayedPair(new Impairment(), 2, s_options));
        using var tone = await StartAsync(pair);
        using var reader = Open(pair);
        pair.Until(() => reader.Level > 0.1, "the tone");

        pair.Relay.Change(new Impairment { Loss = 1 });
        pair.Until(() => reader.Level < 0.001, "silence");
        var sent = Outbound(pair).PacketsSent;
        pair.Until(() => Outbound(pair).PacketsSent > sent + 20, "the sender to send on");
        pair.Relay.Change(new Impairment());
        pair.Until(() => reader.Level > 0.1, "the tone again");

        double snr;
        do
            snr = Tone.Snr(await HearAsync(reader, TimeSpan.FromMilliseconds(250)), Frequency, Rate);
        while (snr < 20);
        output.WriteLine($"{snr:F1} dB after {Inbound(pair).PacketsLost} lost packets");
    }

    private static async Task<IDisposable> StartAsync(RelayedPair pair)
    {
        var source = new AudioSource();
        pair.A.AddTrack(source.CreateTrack());
        await CorePair.NegotiateAsync(pair.A, pair.B).WaitAsync(Wait.Deadline);
        _ = PlayAsync(source);
        pair.Until(() => pair.B.Receivers is [{ Track.Muted: false }], "sound");
        return source;
    }

    private static async Task PlayAsync(AudioSource source)
    {
        var second = Tone.Make(Frequency, Rate, TimeSpan.FromSeconds(1));
        try
        {
            while (true)
                await source.WriteAsync(second);
        }
        catch (ObjectDisposedException)
        {
            // the end
        }
    }

    private static AudioReader Open(RelayedPair pair) =>
        ((AudioTrack)pair.B.Receivers[0].Track).OpenReader(new AudioReaderOptions { SampleRate = Rate, Buffer = TimeSpan.FromSeconds(10) });

    private static async Task<short[]> HearAsync(AudioReader reader, TimeSpan length)
    {
        var samples = new short[(int)(Rate * length.TotalSeconds)];
        for (var rest = samples.AsMemory(); rest.Length > 0;)
            rest = rest[await reader.ReadAsync(rest).AsTask().WaitAsync(Wait.Deadline)..];
        return samples;
    }

    private static InboundRtpStats Inbound(RelayedPair pair) =>
        pair.B.GetStatsAsync().GetAwaiter().GetResult().OfType<InboundRtpStats>().Single();

    private static OutboundRtpStats Outbound(RelayedPair pair) =>
        pair.A.GetStatsAsync().GetAwaiter().GetResult().OfType<OutboundRtpStats>().Single();

    private static List<short[]> Pieces(short[] samples, TimeSpan length) => [.. samples.Chunk((int)(Rate * length.TotalSeconds))];

    private static double Level(short[] samples) => Math.Sqrt(samples.Average(sample => (double)sample * sample)) / short.MaxValue;
}
