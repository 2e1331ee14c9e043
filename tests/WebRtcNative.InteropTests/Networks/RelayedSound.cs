using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Sound from A to B over a relay, and what B counts of it.</summary>
internal sealed class RelayedSound : IDisposable
{
    public const int Rate = 48_000;

    private readonly AudioSource _source = new();
    private readonly short[] _second;
    private readonly short[] _piece = new short[Rate / 10];
    private AudioReader? _reader;
    private int _read;
    private (double Bytes, double Packets) _counted;
    private double _bytesOfPacket = double.NaN; // before there are so many

    /// <param name="second">A second of sound, which A repeats.</param>
    /// <param name="codecs">What A offers, the preferred one first.</param>
    public RelayedSound(short[] second, params string[] codecs)
    {
        _second = second;
        var known = RtpSender.GetCapabilities(MediaKind.Audio).Codecs;
        Pair.A.AddTransceiver(_source.CreateTrack())
            .SetCodecPreferences([.. codecs.Select(type => known.First(codec => codec.MimeType == type))]);
    }

    public RelayedPair Pair { get; } = new(new Impairment(), 1);

    /// <summary>Negotiates and plays, until B hears something.</summary>
    /// <param name="usesFec">Whether B asks for Opus's own redundancy (RFC 7587, section 6.1).</param>
    /// <returns>B's answer.</returns>
    public async Task<SessionDescription> StartAsync(bool usesFec)
    {
        await Pair.B.SetRemoteDescriptionAsync(await Pair.A.SetLocalDescriptionAsync());
        var answer = (await Pair.B.CreateAnswerAsync()).WithCodecParameters("audio/opus", ("useinbandfec", usesFec ? "1" : "0"));
        await Pair.B.SetLocalDescriptionAsync(answer);
        await Pair.A.SetRemoteDescriptionAsync(answer);
        _ = PlayAsync();
        Pair.Until(() => Pair.B.Receivers is [{ Track.Muted: false }], "sound");
        // Longer than any thread waits for a core, and time for the next packet to come.
        Pair.B.Receivers[0].JitterBufferTarget = TimeSpan.FromMilliseconds(300);
        _reader = ((AudioTrack)Pair.B.Receivers[0].Track).OpenReader(new AudioReaderOptions { SampleRate = Rate });
        return answer;
    }

    /// <summary>Whether a tenth of a second of the newest sound is the tone.</summary>
    public bool IsClear(double frequency)
    {
        _read += _reader!.Read(_piece.AsSpan(_read));
        if (_read < _piece.Length)
            return false;
        _read = 0;
        return Tone.Snr(_piece, frequency, Rate) >= 20;
    }

    public void Skip() => _reader!.Read(_piece);

    public InboundRtpStats Inbound() => Pair.B.GetStatsAsync().GetAwaiter().GetResult().OfType<InboundRtpStats>().Single();

    /// <summary>The part of the sound since then that the decoder made up, from 0 to 1.</summary>
    public double ConcealedSince(InboundRtpStats before)
    {
        var after = Inbound();
        var all = (double)(after.TotalSamplesReceived - before.TotalSamplesReceived)!;
        return all == 0 ? 0 : (double)(after.ConcealedSamples - before.ConcealedSamples)! / all;
    }

    /// <summary>The average of the last packets, of which there are at least 50.</summary>
    public double BytesOfPacket()
    {
        var sent = Pair.A.GetStatsAsync().GetAwaiter().GetResult().OfType<OutboundRtpStats>().Single();
        var (bytes, packets) = ((double)sent.BytesSent! - _counted.Bytes, (double)sent.PacketsSent! - _counted.Packets);
        if (packets >= 50)
            (_bytesOfPacket, _counted) = (bytes / packets, ((double)sent.BytesSent, (double)sent.PacketsSent));
        return _bytesOfPacket;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        Pair.Dispose();
        _source.Dispose();
    }

    private async Task PlayAsync()
    {
        try
        {
            while (true)
                await _source.WriteAsync(_second);
        }
        catch (ObjectDisposedException)
        {
            // the end
        }
    }
}
