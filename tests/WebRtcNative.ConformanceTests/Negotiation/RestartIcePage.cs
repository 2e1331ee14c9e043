using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>restartIce: when it asks for a negotiation, and what becomes of it. Rows: with created descriptions and with
/// implicit ones.</summary>
public sealed class RestartIcePage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-restartIce.https.html";

    private readonly PeerConnection _one;
    private readonly PeerConnection _other;
    private int _needed;

    public RestartIcePage()
    {
        _one = NewConnection();
        _other = NewConnection();
        _one.NegotiationNeeded += (_, _) => Interlocked.Increment(ref _needed);
    }

    [Wpt(Page, "on a closed connection", Differs = "an InvalidOperationException, as with every other call on a closed connection")]
    public void RestartIce_Closed_InvalidOperation()
    {
        _one.Close();

        Assert.Throws<InvalidOperationException>(_one.RestartIce);
        Assert.Equal(0, _needed);
    }

    [Wpt(Page, "before the first negotiation it asks for none")]
    public async Task RestartIce_NotNegotiated_NotNeeded()
    {
        _one.RestartIce();
        await AssertNeededAsync(0);

        _one.CreateDataChannel("channel");
        await AssertNeededAsync(1);
    }

    [WptTheory(Page, "before the first offer it changes nothing")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_BeforeTheFirstOffer_NotNeededAfterwards(bool implicitly)
    {
        _one.CreateDataChannel("channel");
        await AssertNeededAsync(1);
        _one.RestartIce();

        await ExchangeAsync(_one, _other, implicitly);

        await AssertNeededAsync(1);
    }

    [WptTheory(Page, "after the first negotiation it asks for one")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_Negotiated_Needed(bool implicitly)
    {
        await NegotiateFirstAsync(implicitly);

        _one.RestartIce();

        await AssertNeededAsync(1);
    }

    [WptTheory(Page, "it brings new credentials on both sides, once")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_Negotiated_NewCredentialsOnce(bool implicitly)
    {
        await NegotiateFirstAsync(implicitly);
        var old = Fragments();
        await ExchangeAsync(_one, _other, implicitly);
        Assert.Equal(old, Fragments());

        _one.RestartIce();
        await AssertNeededAsync(1);
        await ExchangeAsync(_one, _other, implicitly);
        var fresh = Fragments();
        AssertBothDiffer(old, fresh);
        await AssertNeededAsync(1);

        await ExchangeAsync(_one, _other, implicitly);
        Assert.Equal(fresh, Fragments());
    }

    [WptTheory(Page, "the DTLS transport stays the same object, connected")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_Connected_SameTransport(bool implicitly)
    {
        var pair = NewPair();
        pair.Open();
        var transport = pair.A.Sctp!.Transport;

        pair.A.RestartIce();
        await ExchangeAsync(pair.A, pair.B, implicitly);

        Assert.Same(transport, pair.A.Sctp.Transport);
        Assert.Equal(DtlsTransportState.Connected, transport.State);
    }

    [WptTheory(Page, "in have-local-offer it waits for the next offer")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_HaveLocalOffer_NextOffer(bool implicitly)
    {
        await NegotiateFirstAsync(implicitly);
        var old = Fragments();
        var offer = await SetLocalAsync(_one, implicitly);

        _one.RestartIce();
        await AnswerAsync(offer, implicitly);

        Assert.Equal(old, Fragments());
        await AssertNeededAsync(1);
        await AssertRestartsAsync(old, implicitly);
    }

    [WptTheory(Page, "in the first have-local-offer it waits for the next offer")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_FirstHaveLocalOffer_NextOffer(bool implicitly)
    {
        _one.CreateDataChannel("channel");
        await AssertNeededAsync(1);
        _needed = 0;
        var offer = await SetLocalAsync(_one, implicitly);

        _one.RestartIce();
        await AnswerAsync(offer, implicitly);

        await AssertNeededAsync(1);
        await AssertRestartsAsync(Fragments(), implicitly);
    }

    [WptTheory(Page, "in have-remote-offer it waits for the next offer")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_HaveRemoteOffer_NextOffer(bool implicitly)
    {
        await NegotiateFirstAsync(implicitly);
        var old = Fragments();
        await Finish(_one.SetRemoteDescriptionAsync(await SetLocalAsync(_other, implicitly)));

        _one.RestartIce();
        await Finish(_other.SetRemoteDescriptionAsync(await SetLocalAsync(_one, implicitly)));

        Assert.Equal(old, Fragments());
        await AssertNeededAsync(1);
        await AssertRestartsAsync(old, implicitly);
    }

    [WptTheory(Page, "in the first have-remote-offer it changes nothing")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_FirstHaveRemoteOffer_NotNeeded(bool implicitly)
    {
        _other.CreateDataChannel("channel");
        await Finish(_one.SetRemoteDescriptionAsync(await SetLocalAsync(_other, implicitly)));

        _one.RestartIce();
        await SetLocalAsync(_one, implicitly);

        await AssertNeededAsync(0);
    }

    [WptTheory(Page, "it survives an offer of the other side")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_RemoteOfferComes_StillRestarts(bool implicitly)
    {
        await NegotiateFirstAsync(implicitly);
        var old = Fragments();
        _one.RestartIce();
        await AssertNeededAsync(1);
        _needed = 0;

        await ExchangeAsync(_other, _one, implicitly);

        Assert.Equal(old, Fragments());
        await AssertNeededAsync(1);
        await AssertRestartsAsync(old, implicitly);
    }

    [WptTheory(Page, "a restart by the other side will do")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_RemoteRestartComes_Satisfied(bool implicitly)
    {
        await NegotiateFirstAsync(implicitly);
        var old = Fragments();
        _one.RestartIce();
        _other.RestartIce();
        await AssertNeededAsync(1);
        _needed = 0;

        await ExchangeAsync(_other, _one, implicitly);

        var fresh = Fragments();
        AssertBothDiffer(old, fresh);
        await AssertNeededAsync(0);
        await ExchangeAsync(_one, _other, implicitly);
        Assert.Equal(fresh, Fragments());
        await AssertNeededAsync(0);
    }

    [WptTheory(Page, "an offer that asks for no restart restarts all the same")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_OfferWithout_Restarts(bool implicitly)
    {
        await NegotiateFirstAsync(implicitly);
        var old = Fragments();
        _one.RestartIce();

        var offer = await Finish(_one.CreateOfferAsync(new OfferOptions { IceRestart = false }));
        await Finish(_one.SetLocalDescriptionAsync(offer));
        await AnswerAsync(offer, implicitly);

        AssertBothDiffer(old, Fragments());
    }

    [WptTheory(Page, "it survives a rollback")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_Rollback_StillRestarts(bool implicitly)
    {
        await NegotiateFirstAsync(implicitly);
        var old = Fragments();
        _one.RestartIce();
        await AssertNeededAsync(1);
        await SetLocalAsync(_one, implicitly);
        _needed = 0;

        await Finish(_one.SetLocalDescriptionAsync(Rollback));

        await AssertNeededAsync(1);
        await AssertRestartsAsync(old, implicitly);
    }

    private async Task NegotiateFirstAsync(bool implicitly)
    {
        _one.CreateDataChannel("channel");
        await ExchangeAsync(_one, _other, implicitly);
        await SettleAsync(_one);
        _needed = 0;
    }

    private async Task AnswerAsync(SessionDescription offer, bool implicitly)
    {
        await Finish(_other.SetRemoteDescriptionAsync(offer));
        await Finish(_one.SetRemoteDescriptionAsync(await SetLocalAsync(_other, implicitly)));
    }

    private async Task AssertNeededAsync(int times)
    {
        if (times > 0)
            Wait.Until(() => Volatile.Read(ref _needed) >= times, "negotiation to be needed");
        await SettleAsync(_one);
        Assert.Equal(times, _needed);
    }

    private async Task AssertRestartsAsync((string, string) old, bool implicitly)
    {
        _needed = 0;
        await ExchangeAsync(_one, _other, implicitly);
        AssertBothDiffer(old, Fragments());
        await AssertNeededAsync(0);
    }

    private (string One, string Other) Fragments() =>
        (AssertDescription.UsernameFragment(_one.LocalDescription), AssertDescription.UsernameFragment(_other.LocalDescription));

    private static void AssertBothDiffer((string One, string Other) old, (string One, string Other) fresh)
    {
        Assert.NotEqual(old.One, fresh.One);
        Assert.NotEqual(old.Other, fresh.Other);
    }
}
