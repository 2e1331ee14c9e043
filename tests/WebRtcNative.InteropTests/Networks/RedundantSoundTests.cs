using System.Text.RegularExpressions;
using WebRtcNative.Interop;
using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Redundant sound (RED, RFC 2198): each packet carries the one before it too, once a program prefers it to Opus alone.</summary>
public sealed partial class RedundantSoundTests(ITestOutputHelper output) : NativeTest
{
    private const int Rate = 48_000;

    private static readonly Impairment s_lossy = new() { Loss = 0.1 };
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(4);

    [NotOnSystemFact]
    public async Task Tone_RedPreferred_LossIsRepaired()
    {
        using var plain = new Side(isRedundant: false);
        using var redundant = new Side(isRedundant: true);
        await plain.StartAsync();
        await redundant.StartAsync();
        Wait.Until(() => plain.IsClear() && redundant.IsClear(), "both tones"); // the jitter buffer stretches the beginning
        // Before the loss, to which each connection's bandwidth estimate answers by itself.
        double bytes = 0, plainBytes = 0;
        Wait.Until(
            () =>
            {
                plain.Skip();
                redundant.Skip();
                (bytes, plainBytes) = (redundant.BytesOfPacket(), plain.BytesOfPacket());
                return bytes >= 1.5 * plainBytes;
            },
            () => $"packets of two frames: they have {bytes:F0} bytes, those of Opus alone {plainBytes:F0}");

        plain.Pair.Relay.Change(s_lossy);
        redundant.Pair.Relay.Change(s_lossy);
        var (plainBefore, redundantBefore) = (plain.Inbound(), redundant.Inbound());
        double ofPlain = 0, ofRedundant = 1;
        Wait.Until(
            () =>
            {
                plain.Skip();
                redundant.Skip();
                var (plainAfter, redundantAfter) = (plain.Inbound(), redundant.Inbound());
                ofPlain = Concealed(plainBefore, plainAfter);
                ofRedundant = Concealed(redundantBefore, redundantAfter);
                return redundantAfter.TotalSamplesReceived - redundantBefore.TotalSamplesReceived > s_measured.TotalSeconds * Rate
                    && ofPlain > 0.02 && ofRedundant < ofPlain / 2;
            },
            () => $"redundancy to repair what is lost: concealed {ofRedundant:P1}, of Opus alone {ofPlain:P1}");

        output.WriteLine($"Concealed: {ofRedundant:P1} with redundancy, {ofPlain:P1} of Opus alone; "
            + $"bytes of a packet: {bytes:F0} and {plainBytes:F0}; relays lost {redundant.Pair.Relay.Lost} and {plain.Pair.Relay.Lost}");
        Assert.True(redundant.Pair.Relay.Lost > 10 && redundant.Inbound().PacketsLost > 0, "Nothing was lost.");
        Wait.Until(redundant.IsClear, "the tone under loss");
    }

    private static double Concealed(InboundRtpStats before, InboundRtpStats after)
    {
        var all = (double)(after.TotalSamplesReceived - before.TotalSamplesReceived)!;
        return all == 0 ? 0 : (double)(after.ConcealedSamples - before.ConcealedSamples)! / all;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NotOnSystemFactAttribute : FactAttribute
    {
        public NotOnSystemFactAttribute() => Skip = NativeRuntime.IsSystemEngine ? "The system engine has no redundant sound (RED)." : null;
    }

    /// <summary>A tone from A to B over a relay.</summary>
    private sealed partial class Side : IDisposable
    {
        private readonly AudioSource _source = new();
        private readonly short[] _piece = new short[Rate / 10];
        private readonly bool _isRedundant;
        private AudioReader? _reader;
        private int _read;
        private (double Bytes, double Packets) _counted;
        private double _bytesOfPacket = double.NaN; // before there are so many

        public Side(bool isRedundant)
        {
            _isRedundant = isRedundant;
            var known = RtpSender.GetCapabilities(MediaKind.Audio).Codecs;
            string[] chosen = isRedundant ? ["audio/red", "audio/opus"] : ["audio/opus"];
            Pair.A.AddTransceiver(_source.CreateTrack())
                .SetCodecPreferences([.. chosen.Select(type => known.First(codec => codec.MimeType == type))]);
        }

        public RelayedPair Pair { get; } = new(new Impairment(), 1);

        public async Task StartAsync()
        {
            await Pair.B.SetRemoteDescriptionAsync(await Pair.A.SetLocalDescriptionAsync());
            var answer = await Pair.B.SetLocalDescriptionAsync();
            var types = PayloadTypes().Match(answer.Sdp);
            Assert.Equal(_isRedundant, answer.Sdp.Contains($"a=rtpmap:{types.Groups[1].Value} red/48000/2", StringComparison.Ordinal));
            // Opus has redundancy of its own, which a receiver asks for (RFC 7587, section 6.1).
            await Pair.A.SetRemoteDescriptionAsync(
                new SessionDescription(answer.Type, answer.Sdp.Replace("useinbandfec=1", "useinbandfec=0", StringComparison.Ordinal)));
            _ = PlayAsync();
            Pair.Until(() => Pair.B.Receivers is [{ Track.Muted: false }], "sound");
            // Longer than any thread waits for a core, and time for the next packet to come.
            Pair.B.Receivers[0].JitterBufferTarget = TimeSpan.FromMilliseconds(300);
            _reader = ((AudioTrack)Pair.B.Receivers[0].Track).OpenReader(new AudioReaderOptions { SampleRate = Rate });
        }

        /// <summary>Whether a tenth of a second of the newest sound is the tone.</summary>
        public bool IsClear()
        {
            _read += _reader!.Read(_piece.AsSpan(_read));
            if (_read < _piece.Length)
                return false;
            _read = 0;
            return Tone.Snr(_piece, 440, Rate) >= 20;
        }

        public void Skip() => _reader!.Read(_piece);

        public InboundRtpStats Inbound() => Pair.B.GetStatsAsync().GetAwaiter().GetResult().OfType<InboundRtpStats>().Single();

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

        [GeneratedRegex(@"m=audio 9 UDP/TLS/RTP/SAVPF (\d+)")]
        private static partial Regex PayloadTypes();

        private async Task PlayAsync()
        {
            var second = Tone.Make(440, Rate, TimeSpan.FromSeconds(1));
            try
            {
                while (true)
                    await _source.WriteAsync(second);
            }
            catch (ObjectDisposedException)
            {
                // the end
            }
        }
    }
}
