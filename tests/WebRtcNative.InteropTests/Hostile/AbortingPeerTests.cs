using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Hostile;

/// <summary>Peers that leave in every phase of the handshake, or that open and reset streams as fast as they can: the other
/// side ends cleanly and the library stays usable.</summary>
public sealed class AbortingPeerTests : NativeTest
{
    public enum Phase
    {
        Offer,
        Answer,
        Ice,
        Dtls,
        Connected,
    }

    [Theory]
    [CombinatorialPhases]
    public void Connect_PeerLeaves_OtherSideClosesCleanly(Phase phase, bool dispose, bool offerer)
    {
        var pair = Own(new CorePair());
        var (leaving, staying) = offerer ? (pair.A, pair.B) : (pair.B, pair.A);
        var channel = pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.CreateOfferAsync());
        if (phase >= Phase.Answer)
        {
            pair.Finish(pair.B.SetRemoteDescriptionAsync(offer));
            pair.Finish(pair.A.SetLocalDescriptionAsync(offer));
            var answer = pair.Finish(pair.B.CreateAnswerAsync());
            if (phase > Phase.Answer)
            {
                pair.Finish(pair.A.SetRemoteDescriptionAsync(answer));
                pair.Finish(pair.B.SetLocalDescriptionAsync(answer));
            }
        }
        Reach(pair, leaving, phase);

        if (dispose)
            leaving.Dispose();
        else
            leaving.Close();

        // Whatever it waits for, it can be closed, and a new pair connects.
        Assert.NotEqual(PeerConnectionState.Closed, staying.ConnectionState);
        staying.Close();
        pair.Until(() => channel.State == DataChannelState.Closed, "the channel closed");
        Assert.Equal(PeerConnectionState.Closed, staying.ConnectionState);
        var next = Own(new CorePair());
        HostileDescriptionTests.Carry(next, next.Open());
    }

    [Fact]
    public void CreateDataChannel_Thousand_AllOpenAndTheFirstStillCarries()
    {
        const int Count = 1000;
        var pair = Own(new CorePair());
        var first = pair.Open();

        var channels = new List<DataChannel>();
        // Without a stream for it, the upstream engine closes a channel, and the system engine makes none.
        _ = Record.Exception(() => channels.AddRange(Enumerable.Range(0, Count).Select(i => pair.A.CreateDataChannel($"{i}"))));

        // One association has 1,024 streams, and each side may take the half of them.
        pair.Until(() => channels.TrueForAll(channel => channel.State is DataChannelState.Open or DataChannelState.Closed), "all open or refused");
        Assert.True(channels.Count(channel => channel.State == DataChannelState.Open) >= 500, "Half of the streams can be used.");
        HostileDescriptionTests.Carry(pair, first);
    }

    [NotOnSystemFact]
    public void Close_StreamsResetAgainAndAgain_TheOtherChannelStillCarries()
    {
        var pair = Own(new CorePair());
        var first = pair.Open();
        for (var round = 0; round < 100; round++)
        {
            var channel = pair.A.CreateDataChannel($"{round}");
            if (round % 2 == 0)
                pair.Until(() => channel.State == DataChannelState.Open, "open");
            channel.Close();
        }

        HostileDescriptionTests.Carry(pair, first);
        Assert.Equal(PeerConnectionState.Connected, pair.B.ConnectionState);
        pair.Until(() => pair.ReceivedByB.Where(channel => channel.Label != "channel").All(channel => channel.State == DataChannelState.Closed),
            "all closed at the other side");
    }

    private static void Reach(CorePair pair, PeerConnection leaving, Phase phase)
    {
        switch (phase)
        {
            case Phase.Ice:
                pair.Until(() => leaving.IceConnectionState != IceConnectionState.New, "ICE begun");
                break;
            case Phase.Dtls:
                pair.Until(() => leaving.IceConnectionState is IceConnectionState.Connected or IceConnectionState.Completed, "ICE connected");
                break;
            case Phase.Connected:
                pair.Until(() => leaving.ConnectionState == PeerConnectionState.Connected, "connected");
                break;
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NotOnSystemFactAttribute : FactAttribute
    {
        public NotOnSystemFactAttribute()
        {
            if (NativeRuntime.IsSystemEngine)
                Skip = "With the system engine a channel closed before it is open may stay open at the other side; the cause is not found.";
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class CombinatorialPhasesAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from phase in Enum.GetValues<Phase>()
            from dispose in new[] { false, true }
            from offerer in new[] { false, true }
            select new object[] { phase, dispose, offerer };
    }
}
