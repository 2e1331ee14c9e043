using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>BufferedAmountLow and ErrorOccurred.</summary>
public sealed class DataChannelEventTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BufferedAmountLow_FallsToTheThreshold_RaisedOnce(bool byHand)
    {
        const int Threshold = 1024 * 1024;
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var raised = 0;
        a.BufferedAmountLow += (sender, _) =>
        {
            Assert.Same(a, sender);
            Interlocked.Increment(ref raised);
        };
        a.BufferedAmountLowThreshold = Threshold;
        Assert.Equal(Threshold, a.BufferedAmountLowThreshold);

        // On a busy machine the network may be faster than this loop; then the amount falls more than once.
        var message = new byte[262144];
        var sent = 0;
        var mayHaveBeenAbove = false;
        var mayHaveFallen = false;
        for (var before = a.BufferedAmount; a.TrySend(message) == SendResult.Sent; before = a.BufferedAmount)
        {
            sent++;
            mayHaveFallen |= mayHaveBeenAbove && a.BufferedAmount - message.Length <= Threshold;
            mayHaveBeenAbove |= before + message.Length > Threshold;
        }
        pair.Until(() => b.AvailableMessageCount == sent && a.BufferedAmount == 0, "everything there");
        pair.Until(() => Volatile.Read(ref raised) > 0, "the event");
        // Another event behind it shows that no second one is under way.
        a.Close();
        pair.Until(() => a.State == DataChannelState.Closed, "closed");

        Assert.InRange(raised, 1, mayHaveFallen ? sent : 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BufferedAmountLow_DefaultThreshold_RaisedWhenEmpty(bool byHand)
    {
        var pair = Own(Pair(byHand));
        var (a, _) = pair.Open();
        var raised = 0;
        a.BufferedAmountLow += (_, _) => Interlocked.Increment(ref raised);
        Assert.Equal(0, a.BufferedAmountLowThreshold);

        a.Send(new byte[1000]);

        pair.Until(() => Volatile.Read(ref raised) > 0, "the event");
        Assert.Equal(0, a.BufferedAmount);
    }

    [Fact]
    public void BufferedAmountLow_NeverAboveTheThreshold_NotRaised()
    {
        var pair = Own(Pair(byHand: true));
        var (a, b) = pair.Open();
        var raised = 0;
        a.BufferedAmountLow += (_, _) => raised++;
        a.BufferedAmountLowThreshold = 100_000;

        a.Send(new byte[1000]);
        pair.Until(() => b.AvailableMessageCount == 1 && a.BufferedAmount == 0, "the message");
        b.Close();
        pair.Until(() => a.State == DataChannelState.Closed, "an event after it");

        Assert.Equal(0, raised);
    }

    [Fact]
    public void BufferedAmountLowThreshold_HostileValues_RefusedOrHarmless()
    {
        var connection = Own(new PeerConnection());
        var channel = connection.CreateDataChannel("channel");

        Assert.Throws<ArgumentOutOfRangeException>(() => channel.BufferedAmountLowThreshold = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => channel.BufferedAmountLowThreshold = long.MinValue);
        Assert.Equal(0, channel.BufferedAmountLowThreshold);
        channel.BufferedAmountLowThreshold = long.MaxValue;
        connection.Close();
        channel.BufferedAmountLowThreshold = 5;
        channel.Dispose();
        channel.BufferedAmountLowThreshold = 6;
        Assert.Equal(6, channel.BufferedAmountLowThreshold);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ErrorOccurred_ReceiveLimitExceeded_RaisedBeforeClosed(bool byHand)
    {
        var pair = Own(Pair(byHand, new PeerConnectionOptions { ReceiveLimit = 10_000 }));
        var (a, b) = pair.Open();
        var (atA, atB) = (Journal(a), Journal(b));
        WebRtcException? told = null;
        b.ErrorOccurred += (_, error) => told = error;

        a.Send(new byte[20_000]);
        pair.Until(() => IsClosed(atA) && IsClosed(atB), "both closed");

        // "Open" is raised after the channel is announced: perhaps only after this test listens.
        Assert.Equal(["error Closed", "Closed"], atB.Where(line => line != "Open"));
        Assert.Same(b.Error, told);
        Assert.Equal(RtcErrorType.ResourceExhausted, told!.ErrorType);
        // The sender sees the peer's closing procedure.
        Assert.DoesNotContain("error Closed", atA);
        Assert.Null(a.Error);
    }

    [Fact]
    public void ErrorOccurred_HandlerThrows_ClosedIsStillRaised()
    {
        var pair = Own(Pair(byHand: true, new PeerConnectionOptions { ReceiveLimit = 10_000 }));
        var (a, b) = pair.Open();
        var closed = false;
        b.ErrorOccurred += (_, _) => throw new InvalidTimeZoneException("a handler's own");
        b.StateChanged += (_, state) => closed |= state == DataChannelState.Closed;

        a.Send(new byte[20_000]);

        Assert.Throws<InvalidTimeZoneException>(() => pair.Until(() => closed, "closed"));
        Assert.True(closed);
    }

    // As in browsers: the peer's SCTP aborts the association, which is not the closing procedure of a channel.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void ErrorOccurred_PeersConnectionEnds_RaisedBeforeClosed(bool byHand, bool dispose)
    {
        var pair = Own(Pair(byHand));
        var (a, b) = pair.Open();
        var journal = Journal(a);
        b.Send([1]);
        pair.Until(() => a.AvailableMessageCount == 1, "a message");

        if (dispose)
            pair.B.Dispose();
        else
            pair.B.Close();
        pair.Until(() => IsClosed(journal), "closed");

        // Whether it is closing in between is the engine's affair.
        Assert.Equal(["error Closed", "Closed"], journal.Where(line => line != "Closing"));
        Assert.Equal(RtcErrorType.OperationErrorWithData, Assert.IsType<WebRtcException>(a.Error).ErrorType);
        Assert.NotNull(pair.Finish(a.ReceiveAsync(new byte[10]).AsTask()));
        Assert.Same(a.Error, Assert.Throws<WebRtcException>(() => pair.Finish(a.ReceiveAsync(new byte[10]).AsTask())));
    }

    private static List<string> Journal(DataChannel channel)
    {
        var journal = new List<string>();
        channel.ErrorOccurred += (_, _) => Add($"error {channel.State}");
        channel.StateChanged += (_, state) => Add($"{state}");
        return journal;

        void Add(string line)
        {
            lock (journal)
                journal.Add(line);
        }
    }

    private static bool IsClosed(List<string> journal)
    {
        lock (journal)
            return journal.Contains("Closed");
    }

    private CorePair Pair(bool byHand, PeerConnectionOptions? options = null) => new(byHand ? Own(new EventQueue()) : null, options);
}
