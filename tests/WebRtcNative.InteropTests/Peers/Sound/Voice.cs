using System.Diagnostics;
using System.Globalization;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>The library's side of a call: plays a tone in each channel, and hears.</summary>
internal sealed class Voice : IDisposable
{
    public const double Left = 440;
    public const double Right = 880;

    /// <summary>Signal to noise that a tone must have, in dB.</summary>
    public const double Clear = 20;

    private const int Rate = 48_000;

    private readonly AudioSource _source;
    private readonly CancellationTokenSource _stop = new();

    /// <param name="plays">The frequency of each channel; nothing for one channel with <see cref="Left"/>.</param>
    public Voice(params double[] plays)
    {
        plays = plays is [] ? [Left] : plays;
        _source = new AudioSource(new AudioSourceOptions { SampleRate = Rate, Channels = plays.Length });
        Sender = Connection.AddTrack(_source.CreateTrack());
        _ = PlayAsync(plays);
    }

    public PeerConnection Connection { get; } = new(new PeerConnectionOptions { Media = true });

    public RtpSender Sender { get; }

    /// <summary>Waits until the peer tells that it has heard these tones, left and right.</summary>
    /// <returns>Signal to noise of each, in dB.</returns>
    public static async Task<(double Left, double Right)> HeardAsync(PeerProcess process, double left, double right)
    {
        using var late = new CancellationTokenSource(Wait.Deadline);
        while (true)
        {
            var heard = await Task.Run(() => process.Expect("heard"), late.Token);
            var levels = (Left: Snr("left", left), Right: Snr("right", right));
            if (levels is { Left: >= Clear, Right: >= Clear })
                return levels;
            Assert.False(late.IsCancellationRequested, $"The peer hears {heard}.");

            double Snr(string side, double frequency) =>
                heard.GetProperty(side).GetProperty(frequency.ToString(CultureInfo.InvariantCulture)).GetDouble();
        }
    }

    /// <summary>Waits for half a second of these tones, one for each channel.</summary>
    /// <returns>Signal to noise of each, in dB.</returns>
    public async Task<double[]> HearAsync(params double[] frequencies)
    {
        Wait.Until(() => Connection.Receivers is [{ Track.Muted: false }], () => $"sound ({Connection.ConnectionState})");
        using var reader = ((AudioTrack)Connection.Receivers[0].Track).OpenReader(
            new AudioReaderOptions { SampleRate = Rate, Channels = frequencies.Length, Buffer = TimeSpan.FromSeconds(1) });
        var watch = Stopwatch.StartNew();
        double[] heard;
        do
        {
            var samples = new short[Rate / 2 * frequencies.Length];
            for (var rest = samples.AsMemory(); rest.Length > 0;)
                rest = rest[await reader.ReadAsync(rest).AsTask().WaitAsync(Wait.Deadline)..];
            heard = frequencies.Length == 1
                ? [Tone.Snr(samples, frequencies[0], Rate)]
                : [.. frequencies.Select((frequency, channel) => Tone.Snr(Tone.Channel(samples, channel), frequency, Rate))];
            Assert.True(watch.Elapsed < Wait.Deadline, $"The tones are not heard: {string.Join(", ", heard)} dB.");
        }
        while (heard.Min() < Clear);
        return heard;
    }

    public void Dispose()
    {
        Connection.Dispose();
        Sender.Track?.Dispose();
        _stop.Cancel();
        _source.Dispose();
        _stop.Dispose();
    }

    private async Task PlayAsync(double[] plays)
    {
        var tones = plays.Select(frequency => Tone.Make(frequency, Rate, TimeSpan.FromSeconds(1))).ToArray();
        short[] samples = [.. Enumerable.Range(0, Rate).SelectMany(i => tones.Select(tone => tone[i]))];
        try
        {
            while (true)
                await _source.WriteAsync(samples, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // the end
        }
    }
}
