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
    private const double Frequency = 440;

    private static readonly Impairment s_lossy = new() { Loss = 0.1 };
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(4);

    [NotOnSystemFact]
    public async Task Tone_RedPreferred_LossIsRepaired()
    {
        var tone = Tone.Make(Frequency, RelayedSound.Rate, TimeSpan.FromSeconds(1));
        var plain = Own(new RelayedSound(tone, "audio/opus"));
        var redundant = Own(new RelayedSound(tone, "audio/red", "audio/opus"));
        Assert.False(HasRed(await plain.StartAsync(usesFec: false)));
        Assert.True(HasRed(await redundant.StartAsync(usesFec: false)));
        Wait.Until(() => plain.IsClear(Frequency) && redundant.IsClear(Frequency), "both tones"); // the jitter buffer stretches the beginning
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
                (ofPlain, ofRedundant) = (plain.ConcealedSince(plainBefore), redundant.ConcealedSince(redundantBefore));
                return redundant.Inbound().TotalSamplesReceived - redundantBefore.TotalSamplesReceived > s_measured.TotalSeconds * RelayedSound.Rate
                    && ofPlain > 0.02 && ofRedundant < ofPlain / 2;
            },
            () => $"redundancy to repair what is lost: concealed {ofRedundant:P1}, of Opus alone {ofPlain:P1}");

        output.WriteLine($"Concealed: {ofRedundant:P1} with redundancy, {ofPlain:P1} of Opus alone; "
            + $"bytes of a packet: {bytes:F0} and {plainBytes:F0}; relays lost {redundant.Pair.Relay.Lost} and {plain.Pair.Relay.Lost}");
        Assert.True(redundant.Pair.Relay.Lost > 10 && redundant.Inbound().PacketsLost > 0, "Nothing was lost.");
        Wait.Until(() => redundant.IsClear(Frequency), "the tone under loss");
    }

    /// <summary>Whether the answer's first codec is RED.</summary>
    private static bool HasRed(SessionDescription answer) =>
        answer.Sdp.Contains($"a=rtpmap:{FirstPayloadType().Match(answer.Sdp).Groups[1].Value} red/48000/2", StringComparison.Ordinal);

    [GeneratedRegex(@"m=audio 9 UDP/TLS/RTP/SAVPF (\d+)")]
    private static partial Regex FirstPayloadType();

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NotOnSystemFactAttribute : FactAttribute
    {
        public NotOnSystemFactAttribute() => Skip = NativeRuntime.IsSystemEngine ? "The system engine has no redundant sound (RED)." : null;
    }
}
