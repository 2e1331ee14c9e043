using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Opus's own redundancy (FEC, RFC 6716, section 4.2.5): a packet carries the frame before it once more, at a lower rate.</summary>
public sealed class ForwardErrorCorrectionTests(ITestOutputHelper output) : NativeTest
{
    private const int Rate = RelayedSound.Rate;

    private static readonly Impairment s_lossy = new() { Loss = 0.1 };
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Speech_FecNegotiated_LossIsRepaired()
    {
        var plain = Own(new RelayedSound(Speech(), "audio/opus"));
        var corrected = Own(new RelayedSound(Speech(), "audio/opus"));
        await plain.StartAsync(usesFec: false);
        await corrected.StartAsync(usesFec: true);
        plain.Pair.Relay.Change(s_lossy);
        corrected.Pair.Relay.Change(s_lossy);
        // The encoder adds redundancy once the receiver's reports tell it of loss.
        Wait.Until(() => corrected.Inbound().FecPacketsReceived > 0, "the first redundancy", Skip);
        var (plainBefore, correctedBefore) = (plain.Inbound(), corrected.Inbound());

        double ofPlain = 0, ofCorrected = 1;
        Wait.Until(
            () =>
            {
                (ofPlain, ofCorrected) = (plain.ConcealedSince(plainBefore), corrected.ConcealedSince(correctedBefore));
                return corrected.Inbound().TotalSamplesReceived - correctedBefore.TotalSamplesReceived > s_measured.TotalSeconds * Rate
                    && ofPlain > 0.05 && ofCorrected < ofPlain / 2;
            },
            () => $"FEC to repair what is lost: concealed {ofCorrected:P1}, without it {ofPlain:P1}, {Describe(corrected)}",
            Skip);

        output.WriteLine($"Concealed: {ofCorrected:P1} with FEC, {ofPlain:P1} without it. With it: {Describe(corrected)}. Without it: {Describe(plain)}.");
        Assert.True(corrected.Pair.Relay.Lost > 10 && corrected.Inbound().PacketsLost > 0, "Nothing was lost.");
        Assert.Equal(0, plain.Inbound().FecPacketsReceived);

        void Skip()
        {
            plain.Skip();
            corrected.Skip();
        }
    }

    private static string Describe(RelayedSound sound) =>
        $"{sound.Inbound().FecPacketsReceived} packets of FEC received, {sound.Inbound().PacketsLost} of {sound.Inbound().PacketsReceived} lost, "
            + $"{sound.BytesOfPacket():F0} bytes in a packet";

    /// <summary>A second of a voice of 120 Hz in four syllables. Opus sends again only what it takes for speech
    /// (LBRR_SPEECH_ACTIVITY_THRES), and its detector knows speech by a level that changes.</summary>
    private static short[] Speech()
    {
        var samples = new short[Rate];
        for (var i = 0; i < Rate; i++)
        {
            var time = (double)i / Rate;
            var voice = Enumerable.Range(1, 20).Sum(harmonic => Math.Sin(2 * Math.PI * 120 * harmonic * time) / harmonic);
            samples[i] = (short)(10_000 * Math.Abs(Math.Sin(Math.PI * 4 * time)) * voice);
        }
        return samples;
    }
}
