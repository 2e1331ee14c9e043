using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>Perfect negotiation, also when both sides begin at the same time, again and again.</summary>
public sealed class PerfectNegotiationPages : ConformanceTest
{
    private const string Page = "RTCPeerConnection-perfect-negotiation.https.html";
    private const string Stress = "RTCPeerConnection-perfect-negotiation-stress-glare.https.html";
    private const string Linear = "RTCPeerConnection-perfect-negotiation-stress-glare-linear.https.html";

    [WptTheory(Page, "one side begins, and both are connected")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OneSideBegins_Connects(bool politeBegins)
    {
        var (one, other) = New(politeBegins);

        var channel = one.Connection.CreateDataChannel("channel");

        Wait.Until(() => channel.State == DataChannelState.Open && other.Received.Count == 1, () => Describe(one, other));
        await AssertGoodAsync(one, other);
    }

    [WptTheory(Page, "both sides begin, and both are connected")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BothBegin_Connects(bool politeBegins)
    {
        var (one, other) = New(politeBegins);

        var ofOne = one.Connection.CreateDataChannel("of one");
        var ofOther = other.Connection.CreateDataChannel("of the other");

        Wait.Until(() => ofOne.State == DataChannelState.Open && ofOther.State == DataChannelState.Open, () => Describe(one, other));
        Wait.Until(() => one.Received.Count == 1 && other.Received.Count == 1, () => Describe(one, other));
        await AssertGoodAsync(one, other);
    }

    [WptTheory(Stress, "both sides ask for negotiations, ever faster")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BothAsk_EverFaster_AllNegotiated(bool oneIsPolite) =>
        await AskAgainAndAgainAsync(oneIsPolite, rounds: 10, framesBetween: roundsLeft => roundsLeft - 1);

    [WptTheory(Linear, "both sides ask for negotiations, as fast as they can")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BothAsk_AsFastAsTheyCan_AllNegotiated(bool oneIsPolite) =>
        await AskAgainAndAgainAsync(oneIsPolite, rounds: 10, framesBetween: _ => 0);

    private async Task AskAgainAndAgainAsync(bool oneIsPolite, int rounds, Func<int, int> framesBetween)
    {
        var (one, other) = New(oneIsPolite, new PeerConnectionOptions { Media = true });
        var ofOne = one.Connection.CreateDataChannel("of one");
        var ofOther = other.Connection.CreateDataChannel("of the other");
        Wait.Until(() => ofOne.State == DataChannelState.Open && ofOther.State == DataChannelState.Open, () => Describe(one, other));
        Wait.Until(() => one.Received.Count == 1 && other.Received.Count == 1, () => Describe(one, other));

        for (var left = rounds; left >= 0; left--)
        {
            one.Connection.AddTransceiver(MediaKind.Audio, new RtpTransceiverInit { Direction = RtpTransceiverDirection.SendOnly });
            other.Connection.AddTransceiver(MediaKind.Video, new RtpTransceiverInit { Direction = RtpTransceiverDirection.SendOnly });
            for (var frame = 0; left > 0 && frame < framesBetween(left); frame++)
                Wait.Frame();
        }

        Wait.Until(
            () => AreStable(one, other) && IsNegotiated(one, rounds) && IsNegotiated(other, rounds), () => Describe(one, other));
        await AssertGoodAsync(one, other);
    }

    private (PerfectPeer One, PerfectPeer Other) New(bool firstIsPolite, PeerConnectionOptions? options = null)
    {
        var one = Own(new PerfectPeer(firstIsPolite, options));
        var other = Own(new PerfectPeer(!firstIsPolite, options));
        (one.Remote, other.Remote) = (other, one);
        return (one, other);
    }

    /// <summary>One transceiver of each side and round, each with the direction that was offered.</summary>
    private static bool IsNegotiated(PerfectPeer peer, int rounds)
    {
        var transceivers = peer.Connection.Transceivers;
        return transceivers.Count == 2 * (rounds + 1)
            && transceivers.Count(one => one.CurrentDirection == RtpTransceiverDirection.SendOnly) == rounds + 1
            && transceivers.Count(one => one.CurrentDirection == RtpTransceiverDirection.RecvOnly) == rounds + 1;
    }

    private static bool AreStable(PerfectPeer one, PerfectPeer other) =>
        (one.Connection.SignalingState, other.Connection.SignalingState) == (SignalingState.Stable, SignalingState.Stable);

    private static string Describe(PerfectPeer one, PerfectPeer other) =>
        $"negotiated; {one.Connection.SignalingState}, {other.Connection.SignalingState}, "
        + $"{one.Connection.ConnectionState}, {other.Connection.ConnectionState}, "
        + string.Join("; ", one.Failures.Concat(other.Failures).Select(e => e.Message));

    /// <summary>Data passes, and nothing has failed on the way.</summary>
    private static async Task AssertGoodAsync(PerfectPeer one, PerfectPeer other)
    {
        var channel = other.Received.FirstOrDefault() ?? one.Received.First();
        channel.Send("good");
        await SettleAsync(one.Connection);
        await SettleAsync(other.Connection);
        Assert.Empty(one.Failures);
        Assert.Empty(other.Failures);
        one.Dispose();
        other.Dispose();
        await Finish(Task.WhenAll(one.Listening, other.Listening));
    }
}
