using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>What the formats of sound that two peers agree on do: silence that is not sent, tones of a telephone.</summary>
public sealed class AudioFormatTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silence_DiscontinuousTransmission_IsHardlySent(bool discontinuous)
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource()); // silence, since nothing is written
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        var offer = await pair.A.CreateOfferAsync();
        await pair.A.SetLocalDescriptionAsync(offer);
        await pair.B.SetRemoteDescriptionAsync(offer);
        var answer = (await pair.B.CreateAnswerAsync()).WithCodecParameters("audio/opus", ("usedtx", discontinuous ? "1" : null));
        await pair.B.SetLocalDescriptionAsync(answer);
        await pair.A.SetRemoteDescriptionAsync(answer);
        Wait.Until(() => pair.B.Receivers is [{ Track.Muted: false }], "sound");
        var (packets, samples) = Counts(pair, sender);

        // The first packets of silence are sent.
        Wait.Until(() => Counts(pair, sender).Samples >= samples + (4 * 48_000), "four seconds of silence");

        var sent = Counts(pair, sender).Packets - packets;
        Assert.True(discontinuous ? sent < 100 : sent > 100, $"{sent} packets in four seconds; 200 are whole ones of 20 ms");
    }

    [Fact]
    public void InsertDtmf_Tone_IsHeard()
    {
        const int Rate = 48_000;
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        pair.Until(() => pair.B.Receivers is [{ Track.Muted: false }], "sound");
        using var reader = ((AudioTrack)pair.B.Receivers[0].Track).OpenReader(new AudioReaderOptions { SampleRate = Rate });
        var heard = new short[Rate / 10];
        var filled = 0;

        sender.Dtmf!.InsertDtmf(new string('5', 50), TimeSpan.FromSeconds(6)); // as long as the test may take

        // The two frequencies of a 5 (ITU-T Q.23).
        pair.Until(
            () =>
            {
                filled += reader.Read(heard.AsSpan(filled));
                if (filled < heard.Length)
                    return false;
                filled = 0;
                var (low, high) = (Tone.Share(heard, 770, Rate), Tone.Share(heard, 1336, Rate));
                return low > 0.3 && high > 0.3 && low + high > 0.95;
            },
            "the tones of a 5");
    }

    private static (long Packets, long Samples) Counts(CorePair pair, RtpSender sender) => (
        sender.GetStatsAsync().GetAwaiter().GetResult().OfType<OutboundRtpStats>().Single().PacketsSent ?? 0,
        (long?)pair.B.GetStatsAsync().GetAwaiter().GetResult().OfType<InboundRtpStats>().Single().TotalSamplesReceived ?? 0);
}
