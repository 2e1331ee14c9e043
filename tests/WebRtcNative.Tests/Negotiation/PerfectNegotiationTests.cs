using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>The pattern of WebRTC 1.0, section 10.7, written with this API as its example is with the browser's.</summary>
public sealed class PerfectNegotiationTests : NativeTest
{
    [Fact]
    public async Task PerfectNegotiation_GlareAgainAndAgain_AllChannelsOpen()
    {
        var polite = Own(new PerfectPeer(isPolite: true));
        var impolite = Own(new PerfectPeer(isPolite: false));
        polite.Remote = impolite;
        impolite.Remote = polite;
        var listening = Task.WhenAll(polite.Listening, impolite.Listening);
        var channels = new List<DataChannel>();

        // Both create their first channel, and both restart ICE, at the same time: each wants to offer.
        channels.Add(polite.Connection.CreateDataChannel("of the polite one"));
        channels.Add(impolite.Connection.CreateDataChannel("of the impolite one"));
        Wait.Until(() => channels.All(channel => channel.State == DataChannelState.Open), Describe);
        for (var i = 0; i < 5; i++)
        {
            var seen = polite.Answered + impolite.Answered; // before: a negotiation may end at any time
            polite.Connection.RestartIce();
            impolite.Connection.RestartIce();
            Wait.Until(() => polite.Answered + impolite.Answered > seen && BothStable(), Describe);
        }

        Assert.All(channels, channel => Assert.Equal(SendResult.Sent, channel.TrySend([1])));
        polite.Dispose();
        impolite.Dispose();
        await listening.WaitAsync(Wait.Deadline);
        Assert.Empty(polite.Failures);
        Assert.Empty(impolite.Failures);

        bool BothStable() => polite.Connection.SignalingState == SignalingState.Stable
            && impolite.Connection.SignalingState == SignalingState.Stable;

        string Describe() => $"negotiated; {polite.Connection.SignalingState}, {impolite.Connection.SignalingState}, "
            + string.Join("; ", polite.Failures.Concat(impolite.Failures).Select(e => e.Message));
    }
}
