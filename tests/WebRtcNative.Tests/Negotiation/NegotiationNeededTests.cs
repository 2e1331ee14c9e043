using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>NegotiationNeeded is true when it is raised (WebRTC 1.0, section 4.7.3): the state is stable, no operation is under
/// way, and there still is need.</summary>
public sealed class NegotiationNeededTests : NativeTest
{
    [Fact]
    public void NegotiationNeeded_RemoteOfferBeforeThePoll_NotRaisedForWhatTheOfferBrings()
    {
        var (loop, connection, raised) = New();
        var offer = OfferOfAnother(loop, withData: true);

        connection.CreateDataChannel("channel");
        loop.Finish(async () =>
        {
            await connection.SetRemoteDescriptionAsync(offer);
            await connection.SetLocalDescriptionAsync();
            await SettleAsync(connection);
        });

        Assert.Empty(raised);
    }

    [Fact]
    public void NegotiationNeeded_RemoteOfferWithoutDataBeforeThePoll_RaisedAfterTheAnswer()
    {
        var (loop, connection, raised) = New();
        var offer = OfferOfAnother(loop, withData: false);
        var isAnswered = false;
        connection.NegotiationNeeded += (_, _) => Assert.True(isAnswered);

        connection.CreateDataChannel("channel");
        loop.Finish(async () =>
        {
            await connection.SetRemoteDescriptionAsync(offer);
            await connection.SetLocalDescriptionAsync();
            isAnswered = true;
        });

        loop.Until(() => raised.Count > 0, () => "negotiation to be needed");
        Assert.Equal([SignalingState.Stable], raised);
    }

    [Fact]
    public void NegotiationNeeded_CreateOfferBeforeThePoll_RaisedAfterIt()
    {
        var (loop, connection, raised) = New();
        var isOver = false;
        connection.NegotiationNeeded += (_, _) => Assert.True(isOver);

        connection.CreateDataChannel("channel");
        loop.Finish(async () =>
        {
            await connection.CreateOfferAsync();
            isOver = true;
        });

        loop.Until(() => raised.Count > 0, () => "negotiation to be needed");
        loop.Finish(() => SettleAsync(connection));
        Assert.Single(raised);
    }

    [Fact]
    public void NegotiationNeeded_DescriptionRefusedBeforeThePoll_RaisedAfterIt()
    {
        var (loop, connection, raised) = New();
        var answer = OfferOfAnother(loop, withData: true) with { Type = SdpType.Answer };
        Exception? error = null;
        connection.NegotiationNeeded += (_, _) => Assert.NotNull(error);

        connection.CreateDataChannel("channel");
        loop.Finish(async () => error = await Record.ExceptionAsync(() => connection.SetRemoteDescriptionAsync(answer)));

        loop.Until(() => raised.Count > 0, () => "negotiation to be needed");
        Assert.Single(raised);
    }

    [Fact]
    public void NegotiationNeeded_OfferBeforeThePoll_NotRaised()
    {
        var (loop, connection, raised) = New();

        connection.CreateDataChannel("channel");
        loop.Finish(async () =>
        {
            await connection.SetLocalDescriptionAsync();
            await SettleAsync(connection);
        });

        Assert.Empty(raised);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NegotiationNeeded_OfferRolledBack_RaisedAgain(bool raisedBefore)
    {
        var (loop, connection, raised) = New();
        connection.CreateDataChannel("channel");
        if (raisedBefore)
            loop.Until(() => raised.Count > 0, () => "negotiation to be needed");
        raised.Clear();

        loop.Finish(async () =>
        {
            await connection.SetLocalDescriptionAsync();
            await SettleAsync(connection);
            Assert.Empty(raised);
            await connection.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, ""));
        });

        loop.Until(() => raised.Count > 0, () => "negotiation to be needed again");
        loop.Finish(() => SettleAsync(connection));
        Assert.Equal([SignalingState.Stable], raised);
    }

    [Fact]
    public void NegotiationNeeded_CandidatesUnderWayWhenStable_RaisedAfterThem()
    {
        var (loop, connection, raised) = New();
        var other = Own(new PeerConnection(queue: loop.Queue));
        var candidate = new IceCandidate("candidate:1 1 udp 2122260223 127.0.0.1 5000 typ host", "0", 0);
        connection.CreateDataChannel("channel");
        loop.Finish(async () =>
        {
            await other.SetRemoteDescriptionAsync(await connection.SetLocalDescriptionAsync());
            await connection.SetRemoteDescriptionAsync(await other.SetLocalDescriptionAsync());
            await SettleAsync(connection);
        });
        raised.Clear();
        var isOver = false;
        connection.NegotiationNeeded += (_, _) => Assert.True(isOver);

        // Needed twice: before and after the exchange that the restart came too late for.
        loop.Finish(async () =>
        {
            var offer = await connection.SetLocalDescriptionAsync();
            connection.RestartIce();
            await other.SetRemoteDescriptionAsync(offer);
            var answer = await other.SetLocalDescriptionAsync();
            List<Task> under = [connection.SetRemoteDescriptionAsync(answer)];
            for (var i = 0; i < 20; i++)
                under.Add(connection.AddIceCandidateAsync(candidate));
            foreach (var one in under)
                await one;
            isOver = true;
        });

        loop.Until(() => raised.Count > 0, () => "negotiation to be needed");
        Assert.Equal([SignalingState.Stable], raised);
    }

    [Fact]
    public void NegotiationNeeded_ClosedBeforeThePoll_NotRaised()
    {
        var (loop, connection, raised) = New();
        connection.CreateDataChannel("channel");
        connection.Close();
        var other = Own(new PeerConnection(queue: loop.Queue));
        loop.Finish(() => SettleAsync(other));
        Assert.Empty(raised);
    }

    private (GameLoop Loop, PeerConnection Connection, List<SignalingState> Raised) New()
    {
        var loop = Own(new GameLoop());
        var connection = Own(new PeerConnection(queue: loop.Queue));
        var raised = new List<SignalingState>();
        connection.NegotiationNeeded += (_, _) => raised.Add(connection.SignalingState);
        return (loop, connection, raised);
    }

    private SessionDescription OfferOfAnother(GameLoop loop, bool withData)
    {
        var another = Own(new PeerConnection(queue: loop.Queue));
        if (withData)
            another.CreateDataChannel("channel");
        SessionDescription? offer = null;
        loop.Finish(async () => offer = await another.CreateOfferAsync());
        return offer!;
    }

    /// <summary>Waits until the engine's events of earlier calls were raised, by some round trips to the engine.</summary>
    private static async Task SettleAsync(PeerConnection connection)
    {
        for (var i = 0; i < 5; i++)
            await connection.GetStatsAsync();
    }
}
