using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>The example of WebRTC 1.0, section 10.7, as it stands, in a program that polls.</summary>
public sealed class SpecifiedNegotiationTests : NativeTest
{
    private const int Runs = 200;
    private const int Restarts = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Example_ChannelCreatedWhenTheOfferComes_OnlyOffersAndBothStable(bool politeOffers)
    {
        var loop = Own(new GameLoop());
        for (var i = 0; i < Runs; i++)
        {
            using var polite = new SpecifiedPeer(loop, polite: true);
            using var impolite = new SpecifiedPeer(loop, polite: false) { Remote = polite };
            polite.Remote = impolite;
            var (first, second) = politeOffers ? (polite, impolite) : (impolite, polite);
            var channels = new List<DataChannel> { first.Connection.CreateDataChannel("first") };
            second.DescriptionComes += Create; // at the latest, or some frames before
            for (var frames = 0; frames < i % 4; frames++)
                loop.Frame();
            if (i % 4 != 0)
                Create();

            loop.Until(() => channels.TrueForAll(channel => channel.State == DataChannelState.Open) && AreStable(polite, impolite), Describe);

            Assert.Equal((0, 0), (polite.WrongOffers, impolite.WrongOffers));
            Assert.Empty(polite.Failures.Concat(impolite.Failures));

            void Create()
            {
                if (channels.Count < 2)
                    channels.Add(second.Connection.CreateDataChannel("second"));
            }

            string Describe() => $"run {i}: both channels open; {polite.Describe()}; {impolite.Describe()}";
        }
    }

    [Fact]
    public void Example_BothRestartAgainAndAgain_OnlyOffersAndBothStable()
    {
        var loop = Own(new GameLoop());
        using var polite = new SpecifiedPeer(loop, polite: true);
        using var impolite = new SpecifiedPeer(loop, polite: false) { Remote = polite };
        polite.Remote = impolite;
        var channel = polite.Connection.CreateDataChannel("channel");
        loop.Until(() => channel.State == DataChannelState.Open && AreStable(polite, impolite), Describe);

        for (var i = 0; i < Restarts; i++)
        {
            var before = (polite.Descriptions, impolite.Descriptions);
            polite.Connection.RestartIce();
            for (var frames = 0; frames < i % 4; frames++)
                loop.Frame();
            impolite.Connection.RestartIce();
            loop.Until(
                () => polite.Descriptions > before.Item1 && impolite.Descriptions > before.Item2 && AreStable(polite, impolite), Describe);
        }

        Assert.Equal((0, 0), (polite.WrongOffers, impolite.WrongOffers));
        Assert.Empty(polite.Failures.Concat(impolite.Failures));

        string Describe() => $"stable; {polite.Describe()}; {impolite.Describe()}";
    }

    private static bool AreStable(SpecifiedPeer one, SpecifiedPeer other) =>
        one.Connection.SignalingState == SignalingState.Stable && other.Connection.SignalingState == SignalingState.Stable;
}
