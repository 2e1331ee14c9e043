using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Configuration;

/// <summary>iceTransportPolicy: relay gathers nothing without a TURN server, and a change counts from the next restart.</summary>
public sealed class IceTransportPolicyPage : ConformanceTest
{
    private const string Page = "RTCConfiguration-iceTransportPolicy.html";
    private static readonly PeerConnectionOptions s_relay = new() { IceTransportPolicy = IceTransportPolicy.Relay };
    private static readonly PeerConnectionOptions s_all = new();

    [Wpt(Page, "all by default")]
    public void IceTransportPolicy_Default_All() =>
        Assert.Equal(IceTransportPolicy.All, NewConnection().GetConfiguration().IceTransportPolicy);

    [WptTheory(Page, "each policy is taken")]
    [InlineData(IceTransportPolicy.All)]
    [InlineData(IceTransportPolicy.Relay)]
    public void IceTransportPolicy_Each_Taken(IceTransportPolicy policy) => Assert.Equal(
        policy, NewConnection(new PeerConnectionOptions { IceTransportPolicy = policy }).GetConfiguration().IceTransportPolicy);

    [WptTheory(Page, "it may change, also by being left out")]
    [InlineData(IceTransportPolicy.All, IceTransportPolicy.Relay)]
    [InlineData(IceTransportPolicy.Relay, IceTransportPolicy.All)]
    public void SetConfiguration_OtherPolicy_Taken(IceTransportPolicy from, IceTransportPolicy to)
    {
        var connection = NewConnection(new PeerConnectionOptions { IceTransportPolicy = from });

        connection.SetConfiguration(new PeerConnectionOptions { IceTransportPolicy = to });

        Assert.Equal(to, connection.GetConfiguration().IceTransportPolicy);
    }

    [WptTheory(Page, "an unknown policy is refused")]
    [InlineData(false)]
    [InlineData(true)]
    public void IceTransportPolicy_Unknown_ArgumentException(bool later)
    {
        var options = new PeerConnectionOptions { IceTransportPolicy = (IceTransportPolicy)77 };

        Assert.ThrowsAny<ArgumentException>(() =>
        {
            if (later)
                NewConnection().SetConfiguration(options);
            else
                NewConnection(options);
        });
    }

    [WptTheory(Page, "with relay there are no candidates")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IceCandidateGathered_Relay_None(bool offers)
    {
        var connection = NewConnection(s_relay);
        var count = 0;
        connection.IceCandidateGathered += (_, _) => count++;
        connection.CreateDataChannel("channel");
        if (!offers)
            await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        await Finish(connection.SetLocalDescriptionAsync());

        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "complete");
        Assert.Equal(0, count);
        Assert.DoesNotContain("a=candidate:", connection.LocalDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "from all to relay: the next offer restarts ICE")]
    public async Task SetConfiguration_AllToRelay_NextOfferRestarts()
    {
        var pair = NewPair();
        pair.Open();
        var old = AssertDescription.UsernameFragment(pair.A.LocalDescription);

        pair.A.SetConfiguration(s_relay);
        await ExchangeAsync(pair.A, pair.B);

        Assert.NotEqual(old, AssertDescription.UsernameFragment(pair.A.LocalDescription));
        Wait.Until(() => pair.A.IceGatheringState == IceGatheringState.Complete, "complete");
        Assert.DoesNotContain("a=candidate:", pair.A.LocalDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "from relay to all: the next offer restarts ICE, and connects")]
    public async Task SetConfiguration_RelayToAll_NextOfferConnects()
    {
        var pair = NewPair(s_relay);
        pair.A.CreateDataChannel("channel");
        await ExchangeAsync(pair.A, pair.B);
        Wait.Until(() => pair.A.IceGatheringState == IceGatheringState.Complete, "complete");
        var old = AssertDescription.UsernameFragment(pair.A.LocalDescription);

        pair.A.SetConfiguration(s_all);
        pair.B.SetConfiguration(s_all);
        await ExchangeAsync(pair.A, pair.B);

        Assert.NotEqual(old, AssertDescription.UsernameFragment(pair.A.LocalDescription));
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected, "connected");
    }

    [Wpt(Page, "from all to relay and back: the next offer restarts ICE")]
    public async Task SetConfiguration_ThereAndBack_NextOfferRestarts()
    {
        var pair = NewPair();
        pair.Open();
        var old = AssertDescription.UsernameFragment(pair.A.LocalDescription);

        pair.A.SetConfiguration(s_relay);
        pair.A.SetConfiguration(s_all);
        await ExchangeAsync(pair.A, pair.B);

        Assert.NotEqual(old, AssertDescription.UsernameFragment(pair.A.LocalDescription));
    }

    [Wpt(Page, "on the answerer a change does not restart")]
    public async Task SetConfiguration_Answerer_NoRestart()
    {
        var pair = NewPair();
        pair.Open();
        var old = AssertDescription.UsernameFragment(pair.B.LocalDescription);

        pair.B.SetConfiguration(s_relay);
        await ExchangeAsync(pair.A, pair.B);

        Assert.Equal(old, AssertDescription.UsernameFragment(pair.B.LocalDescription));
    }
}
