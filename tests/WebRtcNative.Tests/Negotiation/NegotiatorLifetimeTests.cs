using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>Closed, disposed, late, and with signaling that fails.</summary>
public sealed class NegotiatorLifetimeTests : NativeTest
{
    private const string EndOfCandidates = """{"candidate":null}""";

    private readonly EventQueue _queue = new();

    public NegotiatorLifetimeTests() => Own(_queue);

    [Fact]
    public void New_AfterNegotiationNeededWasRaised_Offers()
    {
        var connection = Own(new PeerConnection(queue: _queue));
        var isNeeded = false;
        connection.NegotiationNeeded += (_, _) => isNeeded = true;
        connection.CreateDataChannel("channel");
        Until(() => isNeeded);
        var sent = new List<string>();

        using var negotiator = new Negotiator(connection, false, sent.Add);

        Until(() => sent.Count > 0);
        Assert.Contains("offer", sent[0], StringComparison.Ordinal);
    }

    [Fact]
    public void New_NothingToNegotiate_SendsNothing()
    {
        var connection = Own(new PeerConnection(queue: _queue));
        var sent = new List<string>();
        using var negotiator = new Negotiator(connection, false, sent.Add);
        var stats = connection.GetStatsAsync(); // takes the same way as what the Negotiator asked before

        Until(() => stats.IsCompleted);

        Assert.Empty(sent);
    }

    [Fact]
    public void New_WrongArgumentsOrClosed_Throws()
    {
        var connection = Own(new PeerConnection(queue: _queue));
        Action<string> send = _ => { };
        Assert.Throws<ArgumentNullException>("connection", () => new Negotiator(null!, true, send));
        Assert.Throws<ArgumentNullException>("send", () => new Negotiator(connection, true, (Action<string>)null!));
        Assert.Throws<ArgumentNullException>("send", () => new Negotiator(connection, true, (Func<string, Task>)null!));
        Assert.Throws<ArgumentNullException>("send", () => new Negotiator(connection, true, (Func<string, ValueTask>)null!));

        connection.Close();

        Assert.Throws<InvalidOperationException>(() => new Negotiator(connection, true, send));
    }

    [Fact]
    public void Receive_ClosedOrDisposed_Throws()
    {
        var closed = Own(new NegotiatedPeer(true, _queue));
        closed.Connection.Close();
        Assert.Throws<InvalidOperationException>(() => closed.Negotiator.Receive(EndOfCandidates));
        Assert.Throws<InvalidOperationException>(closed.Negotiator.Restart);

        closed.Negotiator.Dispose();
        closed.Negotiator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => closed.Negotiator.Receive(EndOfCandidates));
        Assert.Throws<ObjectDisposedException>(closed.Negotiator.Restart);
    }

    [Fact]
    public void Receive_QueueIsNotPolled_IsBounded()
    {
        var peer = Own(new NegotiatedPeer(true, _queue));
        var message = """{"candidate":{"candidate":"","sdpMid":"0"}}""";
        for (var i = 0; i < 4096; i++)
            peer.Negotiator.Receive(message);

        var thrown = Assert.Throws<WebRtcException>(() => peer.Negotiator.Receive(message));

        Assert.Equal(RtcErrorType.ResourceExhausted, thrown.ErrorType);
        Until(() => TryReceive(peer, message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_InsideTheSendFunction_SendsNothingMore(bool connectionToo)
    {
        using var pair = new NegotiatedPair(_queue, 1);
        pair.B.Calling = () =>
        {
            pair.B.Negotiator.Dispose();
            if (connectionToo)
                pair.B.Connection.Dispose();
        };
        pair.B.Connection.CreateDataChannel("channel");
        Until(() => !pair.B.All.IsEmpty);
        Until(() => connectionToo || pair.B.Connection.IceGatheringState == IceGatheringState.Complete);

        Assert.Single(pair.B.All);
    }

    [Fact]
    public void Dispose_InsideErrorOccurred_RaisesNothingMore()
    {
        var peer = Own(new NegotiatedPeer(true, _queue));
        peer.Calling = peer.Dispose;
        peer.Negotiator.Receive("""{"description":{"type":"offer","sdp":"hello"}}""");
        peer.Negotiator.Receive("""{"description":{"type":"offer","sdp":"hello"}}""");

        Until(() => !peer.Errors.IsEmpty);
        _queue.Poll();

        Assert.Single(peer.Errors);
    }

    [Fact]
    public void Dispose_ConnectionStays()
    {
        using var pair = new NegotiatedPair(_queue, 2);
        var channel = pair.A.Connection.CreateDataChannel("channel");
        pair.UntilSettled(channel);
        pair.Signaling = (_, _) => []; // candidates may be under way

        pair.A.Negotiator.Dispose();
        pair.B.Negotiator.Dispose();

        Assert.Equal(SendResult.Sent, channel.TrySend([1]));
        pair.Until(() => pair.B.Received.SingleOrDefault()?.TryReceive(new byte[1], out _) == true, "the message");
    }

    [Fact]
    public void Send_Throws_IsAnErrorAndRestartSendsTheOfferAgain()
    {
        using var pair = new NegotiatedPair(_queue, 3);
        var channel = pair.A.Connection.CreateDataChannel("channel");
        var calls = 0;
        pair.A.Calling = () =>
        {
            if (calls++ == 0)
                throw new IOException("no signaling");
        };
        pair.Until(() => !pair.A.Errors.IsEmpty, "the error");
        Assert.IsType<IOException>(pair.A.Errors.First());

        pair.A.Negotiator.Restart();

        pair.UntilSettled(channel);
    }

    [Fact]
    public void Send_ErrorOccurredThrows_PollThrowsItAndNegotiationGoesOn()
    {
        using var pair = new NegotiatedPair(_queue, 4);
        pair.A.Negotiator.ErrorOccurred += (_, _) => throw new NotSupportedException("of the handler");
        pair.A.Negotiator.Receive("""{"description":{"type":"offer","sdp":"hello"}}""");

        Assert.Throws<NotSupportedException>(() => pair.Until(() => false, "the exception"));

        pair.UntilSettled(pair.B.Connection.CreateDataChannel("channel"));
    }

    [Fact]
    public void Restart_BothOffersWereLost_OneSideIsEnough()
    {
        foreach (var politeRestarts in new[] { true, false })
        {
            using var pair = new NegotiatedPair(_queue, 5) { Signaling = (_, _) => [] };
            var a = pair.A.Connection.CreateDataChannel("a");
            var b = pair.B.Connection.CreateDataChannel("b");
            pair.Until(() => pair.A.Offers + pair.B.Offers == 2 && pair.A.Outgoing.IsEmpty && pair.B.Outgoing.IsEmpty, "lost offers");
            pair.Signaling = (_, message) => [message];

            (politeRestarts ? pair.A : pair.B).Negotiator.Restart();

            pair.UntilSettled(a, b);
            Assert.Empty(pair.A.Errors.Concat(pair.B.Errors));
        }
    }

    // The relay between them drops what finds nobody.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Receive_FirstOfferFoundNobody_ConnectsIfThePeerThatWasThereIsPoliteOrRestarts(bool firstIsPolite)
    {
        using var pair = new NegotiatedPair(_queue, 7, firstIsPolite, !firstIsPolite);
        var a = pair.A.Connection.CreateDataChannel("a");
        pair.Signaling = (_, _) => [];
        pair.Until(() => pair.A.Connection.IceGatheringState == IceGatheringState.Complete && pair.A.Offers == 1, "the first offer");
        pair.A.Outgoing.Clear();
        pair.Signaling = (_, message) => [message];

        var b = pair.B.Connection.CreateDataChannel("b");
        if (!firstIsPolite)
            pair.A.Negotiator.Restart();

        pair.UntilSettled(a, b);
        Assert.Empty(pair.A.Errors.Concat(pair.B.Errors));
    }

    [Fact]
    public void Restart_Connected_HasNewCredentials()
    {
        using var pair = new NegotiatedPair(_queue, 6);
        pair.UntilSettled(pair.A.Connection.CreateDataChannel("channel"));
        var before = pair.A.Connection.CurrentLocalDescription!.Sdp;

        pair.B.Negotiator.Restart();

        pair.Until(
            () => !DescriptionCandidates.UsernameFragments(pair.A.Connection.CurrentLocalDescription)
                .Overlaps(DescriptionCandidates.UsernameFragments(new SessionDescription(SdpType.Offer, before))),
            "new credentials");
        pair.UntilSettled();
    }

    private void Until(Func<bool> condition) => Wait.Until(condition, "the condition", () => _queue.Poll());

    private static bool TryReceive(NegotiatedPeer peer, string message)
    {
        try
        {
            peer.Negotiator.Receive(message);
            return true;
        }
        catch (WebRtcException)
        {
            return false;
        }
    }
}
