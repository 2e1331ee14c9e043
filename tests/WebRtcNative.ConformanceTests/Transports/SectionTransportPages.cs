using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Transports;

/// <summary>The transports of senders and receivers: when they are there, how many, their states and certificates.</summary>
public sealed class SectionTransportPages : MediaConformanceTest
{
    private const string Sender = "RTCRtpSender-transport.https.html";
    private const string State = "RTCDtlsTransport-state.html";
    private const string Certificates = "RTCDtlsTransport-getRemoteCertificates.html";
    private const string Ice = "RTCIceTransport.html";
    private const string Stop = "RTCRtpTransceiver-stop.html";

    [Wpt(Sender, "none before a description")]
    public void Transport_NotNegotiated_Null() => Assert.Null(NewMediaConnection().AddTrack(NewAudio()).Transport);

    [Wpt(Sender, "one for the sender and the receiver of a section, with an ICE transport")]
    public void Transport_Negotiated_SameForSenderAndReceiver()
    {
        var pair = Connected(pictures: false);

        var transceiver = Assert.Single(pair.A.Transceivers);

        Assert.NotNull(transceiver.Sender.Transport?.IceTransport);
        Assert.Same(transceiver.Sender.Transport, transceiver.Receiver.Transport);
    }

    [WptTheory(Sender, "there with the local description, one for each section unless the policy is max-bundle; one for all with the answer")]
    [InlineData(BundlePolicy.Balanced)]
    [InlineData(BundlePolicy.MaxBundle)]
    [InlineData(BundlePolicy.MaxCompat)]
    public async Task Transport_BundlePolicy_AtTheRightTime(BundlePolicy policy)
    {
        var (caller, callee) = (NewConnection(WithMedia with { BundlePolicy = policy }), NewMediaConnection());
        RtpSender[] senders = [caller.AddTrack(NewAudio()), caller.AddTrack(NewVideo())];

        var offer = await Finish(caller.CreateOfferAsync());
        Assert.All(senders, sender => Assert.Null(sender.Transport));

        await Finish(caller.SetLocalDescriptionAsync(offer));
        Assert.All(senders, sender => Assert.NotNull(sender.Transport));
        Assert.Equal(policy == BundlePolicy.MaxBundle, senders[0].Transport == senders[1].Transport);
        Assert.Same(senders[0].Transport, caller.Transceivers[0].Receiver.Transport);

        await Finish(callee.SetRemoteDescriptionAsync(offer));
        Assert.All(callee.Receivers, receiver => Assert.Null(receiver.Transport));

        await AnswerAsync(callee, caller);
        foreach (var connection in new[] { caller, callee })
            Assert.NotNull(Assert.Single(connection.Receivers.Select(receiver => receiver.Transport).Distinct()));
    }

    [Wpt(State, "connected in the end, on both sides")]
    public void State_Negotiated_Connected()
    {
        var pair = Connected(pictures: false);

        Assert.Equal(DtlsTransportState.Connected, TransportOf(pair.A).State);
        Assert.Equal(DtlsTransportState.Connected, TransportOf(pair.B).State);
    }

    [Wpt(State, "close closes it at once")]
    public void State_Close_ClosedAtOnce()
    {
        var pair = Connected(pictures: false);
        var transport = TransportOf(pair.A);

        pair.A.Close();

        Assert.Equal(DtlsTransportState.Closed, transport.State);
    }

    [Wpt(State, "close closes that of the other side")]
    public void State_OtherSideCloses_Closed()
    {
        var pair = Connected(pictures: false);
        var states = new ConcurrentQueue<DtlsTransportState>();
        TransportOf(pair.B).StateChanged += (_, state) => states.Enqueue(state);

        pair.A.Close();

        pair.Until(() => !states.IsEmpty, "closed");
        Assert.Equal([DtlsTransportState.Closed], states);
    }

    [Wpt(State, "a bundled transceiver that is stopped leaves it connected")]
    public async Task State_BundledTransceiverStopped_StaysConnected()
    {
        var pair = Connected(pictures: true);
        var transport = TransportOf(pair.A);
        Assert.Same(transport, pair.A.Transceivers[1].Sender.Transport);
        var states = new ConcurrentQueue<DtlsTransportState>();
        transport.StateChanged += (_, state) => states.Enqueue(state);

        pair.A.Transceivers[1].Stop();
        await ExchangeAsync(pair.A, pair.B);

        await SettleAsync(pair.A);
        Assert.Same(transport, Assert.Single(pair.A.Transceivers).Sender.Transport);
        Assert.Equal(DtlsTransportState.Connected, transport.State);
        Assert.Empty(states);
    }

    [Wpt(State, "the first of the bundle is stopped",
        Differs = "libwebrtc names a transport after the first section of its bundle: without that section it makes a new one, which connects")]
    public async Task State_FirstOfBundleStopped_NewTransportConnects()
    {
        var pair = Connected(pictures: true);
        var transport = TransportOf(pair.A);

        pair.A.Transceivers[0].Stop();
        await ExchangeAsync(pair.A, pair.B);

        var left = Assert.Single(pair.A.Transceivers).Sender;
        Assert.NotSame(transport, left.Transport);
        pair.Until(() => left.Transport!.State == DtlsTransportState.Connected, "connected anew");
        pair.Until(() => transport.State == DtlsTransportState.Closed, "the old one closed");
    }

    [Wpt(Certificates, "none until connected, then that of the other side; with sound")]
    public async Task RemoteCertificate_Sound_ThereWhenConnected()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        await Finish(pair.A.SetLocalDescriptionAsync());
        var transport = TransportOf(pair.A);
        Assert.True(transport.RemoteCertificate.IsEmpty);

        await OfferAsync(pair.A, pair.B);
        await AnswerAsync(pair.B, pair.A);

        UntilConnected(pair);
        AssertCertificates(pair, transport, TransportOf(pair.B));
    }

    [Wpt(Certificates, "none until connected, then that of the other side; with data")]
    public async Task RemoteCertificate_Data_ThereWhenConnected()
    {
        var pair = NewPair();
        pair.A.CreateDataChannel("channel");
        await Finish(pair.A.SetLocalDescriptionAsync());
        var transport = pair.A.Sctp!.Transport;
        Assert.True(transport.RemoteCertificate.IsEmpty);

        await ExchangeAsync(pair.A, pair.B);

        UntilConnected(pair);
        AssertCertificates(pair, transport, pair.B.Sctp!.Transport);
    }

    [Wpt(Ice, "connected transports of sound have candidates, roles and a selected pair")]
    public void IceTransport_SoundConnected_AllThere()
    {
        var pair = Connected(pictures: false);

        foreach (var connection in new[] { pair.A, pair.B })
        {
            var ice = TransportOf(connection).IceTransport;
            pair.Until(() => ice.SelectedCandidatePair != null && ice.GetRemoteCandidates().Count > 0, "the selected pair");
            Assert.Equal(connection == pair.A ? IceRole.Controlling : IceRole.Controlled, ice.Role);
            Assert.True(ice.State is IceTransportState.Connected or IceTransportState.Completed, $"{ice.State}");
            Assert.True(ice.GatheringState is IceGatheringState.Gathering or IceGatheringState.Complete, $"{ice.GatheringState}");
            Assert.NotEmpty(ice.GetLocalCandidates());
        }
    }

    [Wpt(Ice, "an unconnected transport of sound has no remote candidates and no pair")]
    public async Task IceTransport_SoundUnconnected_NoRemoteCandidates()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewAudio());

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Empty(TransportOf(connection).IceTransport.GetRemoteCandidates());
        Assert.Null(TransportOf(connection).IceTransport.SelectedCandidatePair);
    }

    [Wpt(Stop, "a negotiated stop takes the transports of its sender and receiver away, on both sides")]
    public async Task Transport_NegotiatedStop_Null()
    {
        var pair = Connected(pictures: false);
        RtpTransceiver[] transceivers = [pair.A.Transceivers[0], pair.B.Transceivers[0]];

        transceivers[0].Stop();
        await ExchangeAsync(pair.A, pair.B);

        Assert.All(transceivers, one => Assert.Equal((null, null), (one.Sender.Transport, one.Receiver.Transport)));
    }

    private CorePair Connected(bool pictures)
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio(), "stream");
        if (pictures)
            pair.A.AddTrack(NewVideo(), "stream");
        pair.Negotiate();
        UntilConnected(pair);
        return pair;
    }

    private static void UntilConnected(CorePair pair) => pair.Until(
        () => (pair.A.ConnectionState, pair.B.ConnectionState) == (PeerConnectionState.Connected, PeerConnectionState.Connected), "connected");

    private static DtlsTransport TransportOf(PeerConnection connection) => connection.Transceivers[0].Sender.Transport!;

    private static void AssertCertificates(CorePair pair, DtlsTransport ofA, DtlsTransport ofB)
    {
        Assert.False(ofA.RemoteCertificate.IsEmpty || ofB.RemoteCertificate.IsEmpty);
        Assert.Contains(ofA.RemoteFingerprint!.Value, pair.B.LocalDescription!.Sdp, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(ofB.RemoteFingerprint!.Value, pair.A.LocalDescription!.Sdp, StringComparison.OrdinalIgnoreCase);
    }
}
