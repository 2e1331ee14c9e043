using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.InteropTests.Peers.Pictures;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Pictures over networks that lose packets, or become narrow.</summary>
public sealed class LossyPicturesTests(ITestOutputHelper output) : NativeTest
{
    private static readonly PeerConnectionOptions s_options = new() { Media = true };

    [Fact]
    public async Task Pattern_FivePercentLost_IsRepaired()
    {
        var pair = Own(new RelayedPair(new Impairment { Loss = 0.05, OneWayDelay = TimeSpan.FromMilliseconds(10) }, 3, s_options));
        var screen = await StartAsync(pair);

        var (psnr, latency) = await screen.LookAsync((VideoTrack)pair.B.Receivers[0].Track);
        InboundRtpStats inbound = null!;
        pair.Until(
            () => (inbound = Inbound(pair)) is { NackCount: > 5, RetransmittedPacketsReceived: > 5 }, "packets that were sent again");

        output.WriteLine($"{psnr:F1} dB, {latency:F0} ms; {inbound.NackCount} requests, {inbound.RetransmittedPacketsReceived} sent again; lost "
            + $"{inbound.PacketsLost} of {inbound.PacketsReceived}, relay {pair.Relay.Lost}");
        Assert.True(pair.Relay.Lost > 5, $"The relay has lost only {pair.Relay.Lost} packets.");
        pair.Until(() => Outbound(pair) is { RetransmittedPacketsSent: > 5, NackCount: > 0 }, "the sender to count them");
    }

    [Fact]
    public async Task Bitrate_LinkNarrowThenWide_FollowsAndRecovers()
    {
        const int Narrow = 500_000;
        var pair = Own(new RelayedPair(new Impairment(), 4, s_options));
        await StartAsync(pair);
        pair.Until(() => Target(pair) > 1.4 * Narrow, "a bitrate above the narrow link's");
        var wide = Target(pair);

        pair.Relay.Change(new Impairment { BitsPerSecond = Narrow });
        pair.Until(() => Target(pair) < 1.05 * Narrow, "a lower bitrate");
        var narrow = Target(pair);
        var frames = Inbound(pair).FramesDecoded;
        pair.Until(() => Inbound(pair).FramesDecoded > frames + 20, "pictures through the narrow link");
        pair.Relay.Change(new Impairment());
        pair.Until(() => Target(pair) > 1.2 * Narrow, "a bitrate above the narrow link's again");

        output.WriteLine($"{wide / 1000:F0}, {narrow / 1000:F0}, {Target(pair) / 1000:F0} kbit/s; relay lost {pair.Relay.Lost}");
    }

    private async Task<Screen> StartAsync(RelayedPair pair)
    {
        var screen = Own(new Screen(pair.A, RtpTransceiverDirection.SendOnly));
        await CorePair.NegotiateAsync(pair.A, pair.B).WaitAsync(Wait.Deadline);
        pair.Until(() => pair.B.Receivers is [{ Track.Muted: false }], "pictures");
        return screen;
    }

    // What congestion control lets the sender send.
    private static double Target(RelayedPair pair) =>
        pair.A.GetStatsAsync().GetAwaiter().GetResult().OfType<IceCandidatePairStats>().Max(one => one.AvailableOutgoingBitrate) ?? 0;

    private static InboundRtpStats Inbound(RelayedPair pair) =>
        pair.B.GetStatsAsync().GetAwaiter().GetResult().OfType<InboundRtpStats>().Single();

    private static OutboundRtpStats Outbound(RelayedPair pair) =>
        pair.A.GetStatsAsync().GetAwaiter().GetResult().OfType<OutboundRtpStats>().Single();
}
