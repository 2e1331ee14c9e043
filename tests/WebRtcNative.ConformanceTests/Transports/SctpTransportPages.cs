using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Transports;

/// <summary>RTCSctpTransport: when it exists, and its properties.</summary>
public sealed class SctpTransportPages : ConformanceTest
{
    private const string Constructor = "RTCSctpTransport-constructor.html";
    private const string Events = "RTCSctpTransport-events.html";
    private const string MaxChannels = "RTCSctpTransport-maxChannels.html";
    private const string MaxMessageSize = "RTCSctpTransport-maxMessageSize.html";
    private const string Stays = "the object stays after a rollback, closed, and is the same with the next offer";

    [Wpt(Constructor, "a remote answer makes it, connecting")]
    public async Task Sctp_RemoteAnswer_Connecting()
    {
        var connection = NewConnection();
        Assert.Null(connection.Sctp);
        connection.CreateDataChannel("channel");
        var offer = await Finish(connection.SetLocalDescriptionAsync());

        await Finish(connection.SetRemoteDescriptionAsync(await AnswerOfAnotherAsync(offer)));

        AssertConnecting(connection);
    }

    [Wpt(Constructor, "a local answer makes it, connecting")]
    public async Task Sctp_LocalAnswer_Connecting()
    {
        var connection = NewConnection();
        Assert.Null(connection.Sctp);
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        await Finish(connection.SetLocalDescriptionAsync());

        AssertConnecting(connection);
    }

    [Wpt(Events, "the transports are there with the offer")]
    public async Task Sctp_Negotiation_ThereWithTheOffer()
    {
        var (one, other) = (NewConnection(), NewConnection());
        one.CreateDataChannel("channel");
        Assert.Equal((null, null), (one.Sctp, other.Sctp));

        var offer = await Finish(one.SetLocalDescriptionAsync());
        Assert.NotNull(one.Sctp);
        await Finish(other.SetRemoteDescriptionAsync(offer));
        Assert.NotNull(other.Sctp);
        await Finish(one.SetRemoteDescriptionAsync(await Finish(other.SetLocalDescriptionAsync())));

        // Without candidates they go no further.
        AssertConnecting(one);
        AssertConnecting(other);
    }

    [Wpt(Events, "connected, and closed when the other side is")]
    public void Sctp_ConnectAndClose_ConnectedThenClosed()
    {
        var pair = NewPair();
        pair.Open();
        pair.Until(() => pair.A.Sctp!.State == SctpTransportState.Connected && pair.B.Sctp!.State == SctpTransportState.Connected,
            "both connected");
        var states = new ConcurrentQueue<SctpTransportState>();
        pair.B.Sctp!.StateChanged += (_, state) => states.Enqueue(state);

        pair.A.Close();

        pair.Until(() => !states.IsEmpty, "closed");
        Assert.Equal([SctpTransportState.Closed], states);
        Assert.Equal(SctpTransportState.Closed, pair.A.Sctp!.State);
    }

    [Wpt(MaxChannels, "nothing is known before the association is there")]
    public async Task MaxChannels_NotConnected_Null()
    {
        var connection = NewConnection();
        Assert.Null(connection.Sctp);
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        await Finish(connection.SetLocalDescriptionAsync());

        AssertConnecting(connection);
        Assert.Null(connection.Sctp!.MaxChannels);
    }

    [WptTheory(MaxChannels, "an offer makes the transport, and nothing is known yet")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sctp_OfferPending_ThereAndNothingKnown(bool local)
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        Assert.Null(connection.Sctp);

        await OfferAsync(connection, local);

        AssertConnecting(connection);
        Assert.Equal((null, null), (connection.Sctp!.MaxChannels, connection.Sctp.MaxMessageSize));
    }

    [WptTheory(MaxChannels, "a rollback takes the transport away, and the next offer makes it again", Differs = Stays)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sctp_RollbackAndOffer_SameObjectConnectingAgain(bool local)
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        await OfferAsync(connection, local);
        var sctp = connection.Sctp;

        await Finish(local ? connection.SetLocalDescriptionAsync(Rollback) : connection.SetRemoteDescriptionAsync(Rollback));
        Wait.Until(() => connection.Sctp!.State == SctpTransportState.Closed, "closed");
        await OfferAsync(connection, local);

        Wait.Until(() => connection.Sctp!.State == SctpTransportState.Connecting, "connecting again");
        Assert.Same(sctp, connection.Sctp);
    }

    [Wpt(MaxChannels, "known, and the same on both sides, when connected")]
    public void MaxChannels_Connected_SameOnBothSides()
    {
        var pair = NewPair();
        pair.Open();

        pair.Until(() => pair.A.Sctp!.MaxChannels != null && pair.B.Sctp!.MaxChannels != null, "both known");

        Assert.Equal(pair.A.Sctp!.MaxChannels, pair.B.Sctp!.MaxChannels);
    }

    [WptTheory(MaxMessageSize, "64 KiB where the remote peer does not say, else what it says")]
    [InlineData(null, 65536)]
    [InlineData(1234, 1234)]
    public async Task MaxMessageSize_Connected_AsTheRemotePeerSays(int? said, int expected)
    {
        var pair = NewPair();
        pair.A.CreateDataChannel("channel");

        await NegotiateAsync(pair, said);

        pair.Until(() => pair.B.Sctp?.State == SctpTransportState.Connected, "connected");
        Assert.Equal(expected, pair.B.Sctp!.MaxMessageSize);
    }

    [Wpt(MaxMessageSize, "what the remote peer says anew")]
    public async Task MaxMessageSize_SaidAnew_AsSaidAnew()
    {
        var pair = NewPair();
        pair.A.CreateDataChannel("channel");
        await NegotiateAsync(pair, 1234);
        pair.Until(() => pair.B.Sctp?.State == SctpTransportState.Connected, "connected");

        await NegotiateAsync(pair, 256);

        Assert.Equal(256, pair.B.Sctp!.MaxMessageSize);
        Assert.Equal(SctpTransportState.Connected, pair.B.Sctp.State);
    }

    private async Task OfferAsync(PeerConnection connection, bool local)
    {
        if (local)
            await Finish(connection.SetLocalDescriptionAsync());
        else
            await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        Assert.NotNull(connection.Sctp);
    }

    private static async Task NegotiateAsync(CorePair pair, int? size)
    {
        var offer = await Finish(pair.A.SetLocalDescriptionAsync());
        var line = size is { } said ? $"a=max-message-size:{said}\r\n" : "";
        await Finish(pair.B.SetRemoteDescriptionAsync(offer with { Sdp = WithoutLine(offer.Sdp) + line }));
        await Finish(pair.A.SetRemoteDescriptionAsync(await Finish(pair.B.SetLocalDescriptionAsync())));
    }

    /// <summary>The only section is the last one, so that a line may be put at the end.</summary>
    private static string WithoutLine(string sdp)
    {
        Assert.Contains("\r\na=max-message-size:", sdp, StringComparison.Ordinal);
        return string.Concat(sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("a=max-message-size:", StringComparison.Ordinal))
            .Select(line => line + "\r\n"));
    }

    private static void AssertConnecting(PeerConnection connection)
    {
        Assert.NotNull(connection.Sctp?.Transport);
        Assert.Equal(SctpTransportState.Connecting, connection.Sctp!.State);
    }
}
