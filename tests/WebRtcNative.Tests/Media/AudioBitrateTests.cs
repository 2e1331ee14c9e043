using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.Tests.Media;

/// <summary>The bit rate of sound that a receiver or a sender asks for, counted in bytes that were sent.</summary>
public sealed class AudioBitrateTests(ITestOutputHelper output) : NativeTest
{
    private const int Packets = 100; // two seconds: a packet has 20 ms

    [Theory]
    [InlineData(16_000)]
    [InlineData(64_000)]
    public async Task MaxAverageBitrate_Answered_IsSent(int bitrate)
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        var offer = await pair.A.CreateOfferAsync();
        await pair.A.SetLocalDescriptionAsync(offer);
        await pair.B.SetRemoteDescriptionAsync(offer);
        var answer = (await pair.B.CreateAnswerAsync()).WithCodecParameters("audio/opus", ("maxaveragebitrate", $"{bitrate}"));
        await pair.B.SetLocalDescriptionAsync(answer);
        await pair.A.SetRemoteDescriptionAsync(answer);

        AssertSends(bitrate, sender, source);
    }

    [Fact]
    public async Task MaxBitrate_Changed_IsSent()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();

        foreach (var bitrate in (int[])[64_000, 16_000, 48_000])
        {
            var parameters = sender.GetParameters();
            await sender.SetParametersAsync(parameters with { Encodings = [parameters.Encodings[0] with { MaxBitrate = bitrate }] });
            AssertSends(bitrate, sender, source);
        }
    }

    private static (double Bytes, double Packets) Sent(RtpSender sender)
    {
        var stats = sender.GetStatsAsync().GetAwaiter().GetResult().OfType<OutboundRtpStats>().Single();
        return (stats.BytesSent ?? 0, stats.PacketsSent ?? 0);
    }

    private void AssertSends(int bitrate, RtpSender sender, AudioSource source)
    {
        var noise = Noise();
        SendPackets(Packets); // the encoder settles
        var before = Sent(sender);
        SendPackets(Packets);
        var after = Sent(sender);

        var sent = (after.Bytes - before.Bytes) / (after.Packets - before.Packets) * 8 * 50;
        output.WriteLine($"{sent:F0} bit/s of {bitrate}");
        // A limit of the average. At a low rate Opus gives less to noise than to speech.
        Assert.InRange(sent, bitrate * 0.6, bitrate * 1.15);

        void SendPackets(int count)
        {
            var begin = Sent(sender).Packets;
            Wait.Until(() => Sent(sender).Packets >= begin + count, "packets", () => source.TryWrite(noise));
        }
    }

    /// <summary>White noise, of which an encoder can leave out nothing.</summary>
    private static short[] Noise()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 4800).Select(_ => (short)random.Next(-10_000, 10_000))];
    }
}
