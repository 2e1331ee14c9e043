using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>Both sides offer at the same time, or nearly.</summary>
public sealed class NegotiatorGlareTests : NativeTest
{
    private const int Runs = 100; // each way; odd seeds have the roles the other way round

    [Fact]
    public void Negotiator_PolledAndBothCreate_AllConnectWithoutError()
    {
        using var queue = new EventQueue();
        for (var seed = 0; seed < Runs; seed++)
            CreateOnBothSides(queue, seed);
    }

    [Fact]
    public void Negotiator_OnTheSharedQueueAndBothCreate_AllConnectWithoutError()
    {
        for (var seed = 0; seed < Runs; seed++)
            CreateOnBothSides(null, seed);
    }

    [Fact]
    public void Negotiator_BothRestartAgainAndAgain_SettlesWithoutError()
    {
        using var queue = new EventQueue();
        using var pair = new NegotiatedPair(queue, seed: 1);
        var channel = pair.A.Connection.CreateDataChannel("channel");
        pair.UntilSettled(channel);
        var random = new Random(1);
        for (var i = 0; i < 40; i++)
        {
            var offers = pair.A.Offers + pair.B.Offers;
            var before = Fragments(pair);
            pair.A.Connection.RestartIce();
            for (var frames = random.Next(4); frames > 0; frames--)
                pair.Frame();
            pair.B.Connection.RestartIce();
            pair.Until(() => pair.A.Offers + pair.B.Offers > offers && !Fragments(pair).Overlaps(before), "new ICE credentials");
            pair.UntilSettled(channel);
        }

        Assert.Equal(SendResult.Sent, channel.TrySend([1]));
        Assert.Empty(pair.A.Errors.Concat(pair.B.Errors));
    }

    // Not supported: two polite sides answer each other, two impolite ones wait for each other. But nothing else happens.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Negotiator_BothOfOneRole_StaysUsable(bool polite)
    {
        using var queue = new EventQueue();
        for (var seed = 0; seed < 10; seed++)
        {
            using var pair = new NegotiatedPair(queue, seed, polite, polite);
            pair.A.Connection.CreateDataChannel("a");
            pair.B.Connection.CreateDataChannel("b");
            pair.Until(() => pair.A.Offers > 0 && pair.B.Offers > 0, "offers");
            for (var frames = 0; frames < 50; frames++)
                pair.Frame();

            pair.A.Negotiator.Restart();
            pair.Frame();

            Assert.All(pair.A.Errors.Concat(pair.B.Errors), error => Assert.IsType<WebRtcException>(error));
        }
    }

    private static void CreateOnBothSides(EventQueue? queue, int seed)
    {
        var isEven = seed % 2 == 0;
        using var pair = new NegotiatedPair(queue, seed, politeA: isEven, politeB: !isEven);
        var a = pair.A.Connection.CreateDataChannel("a");
        for (var frames = seed / 2 % 5; frames > 0; frames--)
            pair.Frame();
        var b = pair.B.Connection.CreateDataChannel("b");

        pair.UntilSettled(a, b);
        pair.Until(() => pair.A.Received.Any(channel => channel.Label == "b") && pair.B.Received.Any(channel => channel.Label == "a"), "both channels");

        Assert.Empty(pair.A.Errors.Concat(pair.B.Errors));
    }

    private static HashSet<string?> Fragments(NegotiatedPair pair) =>
    [
        .. DescriptionCandidates.UsernameFragments(pair.A.Connection.CurrentLocalDescription),
        .. DescriptionCandidates.UsernameFragments(pair.B.Connection.CurrentLocalDescription),
    ];
}
