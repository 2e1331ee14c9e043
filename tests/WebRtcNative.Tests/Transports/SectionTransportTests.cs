using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Transports;

/// <summary>The transports of sections of sound and pictures, with and without data and bundling.</summary>
public sealed class SectionTransportTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Transport_SoundOnly_TellsAllStates(bool byHand)
    {
        var pair = Own(MediaPair.New(byHand ? Own(new EventQueue()) : null));
        var sender = pair.A.AddTransceiver(MediaKind.Audio).Sender;
        DtlsTransportState? whenConnected = null;
        pair.A.ConnectionStateChanged += (_, state) =>
        {
            if (state == PeerConnectionState.Connected)
                whenConnected = sender.Transport?.State;
        };
        Assert.Null(sender.Transport);

        pair.Negotiate();
        Connect(pair);

        Assert.Equal(DtlsTransportState.Connected, whenConnected);
        foreach (var connection in new[] { pair.A, pair.B })
        {
            var transceiver = Assert.Single(connection.Transceivers);
            var transport = transceiver.Sender.Transport!;
            Assert.Same(transport, transceiver.Receiver.Transport);
            Assert.Null(connection.Sctp);
            Assert.Equal(DtlsTransportState.Connected, transport.State);
            Assert.NotNull(transport.RemoteFingerprint);
            Assert.Equal((IceTransportState)connection.IceConnectionState, transport.IceTransport.State);
            Assert.Equal(connection == pair.A ? IceRole.Controlling : IceRole.Controlled, transport.IceTransport.Role);
            pair.Until(() => transport.IceTransport.SelectedCandidatePair != null, "a selected pair");
            pair.Until(() => transport.IceTransport.GatheringState == IceGatheringState.Complete, "gathered");
            Assert.NotEmpty(transport.IceTransport.GetLocalCandidates());
            pair.Until(() => transport.IceTransport.GetRemoteCandidates().Count > 0, "candidates of the peer");
        }
        pair.A.Close();
        Assert.Equal((DtlsTransportState.Closed, IceTransportState.Closed), (sender.Transport!.State, sender.Transport.IceTransport.State));
        pair.Until(() => pair.B.Receivers[0].Transport!.State == DtlsTransportState.Closed, "closed by the peer");
    }

    [Fact]
    public void Transport_LocalOfferRolledBack_ThereAndNullAgain()
    {
        var pair = Own(MediaPair.New());
        var transceiver = pair.A.AddTransceiver(MediaKind.Audio);

        pair.Finish(pair.A.SetLocalDescriptionAsync());
        var transport = transceiver.Sender.Transport;
        Assert.Equal(DtlsTransportState.New, transport?.State);
        pair.Finish(pair.A.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, "")));

        Assert.Null(transceiver.Sender.Transport);
        Assert.Null(transceiver.Receiver.Transport);
        Assert.Equal(DtlsTransportState.Closed, transport!.State);
    }

    /// <summary>The slots are set with a local description, or with an answer (WebRTC 1.0, section 4.4.1.5).</summary>
    [Fact]
    public void Transport_RemoteOffer_ThereWithTheAnswer()
    {
        var pair = Own(MediaPair.New());
        pair.A.AddTransceiver(MediaKind.Audio);

        pair.Finish(pair.B.SetRemoteDescriptionAsync(pair.Finish(pair.A.SetLocalDescriptionAsync())));
        Assert.Null(pair.B.Transceivers[0].Receiver.Transport);
        pair.Finish(pair.B.SetLocalDescriptionAsync());

        Assert.NotNull(pair.B.Transceivers[0].Receiver.Transport);
    }

    [Theory]
    [InlineData(BundlePolicy.MaxBundle)]
    [InlineData(BundlePolicy.Balanced)]
    [InlineData(BundlePolicy.MaxCompat)]
    public void Transport_AnswerBundles_OneForAll(BundlePolicy policy)
    {
        var pair = Own(new CorePair(options: MediaPair.Options with { BundlePolicy = policy }));
        var audio = pair.A.AddTransceiver(MediaKind.Audio);
        var video = pair.A.AddTransceiver(MediaKind.Video);
        pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.SetLocalDescriptionAsync());
        DtlsTransport[] offered = [audio.Sender.Transport!, video.Sender.Transport!, pair.A.Sctp!.Transport];
        Assert.Equal(policy == BundlePolicy.MaxBundle ? 1 : 3, offered.Distinct().Count());

        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer));
        pair.Finish(pair.A.SetRemoteDescriptionAsync(pair.Finish(pair.B.SetLocalDescriptionAsync())));
        Connect(pair);

        foreach (var connection in new[] { pair.A, pair.B })
        {
            var transport = connection.Sctp!.Transport;
            Assert.All(connection.Transceivers, one => Assert.Same(transport, one.Sender.Transport));
            Assert.Equal(DtlsTransportState.Connected, transport.State);
            Assert.Equal((IceTransportState)connection.IceConnectionState, transport.IceTransport.State);
        }
        Assert.Same(offered[0], audio.Sender.Transport);
        Assert.All(offered.Skip(1).Where(one => one != offered[0]), one => Assert.Equal(DtlsTransportState.Closed, one.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Transport_NotBundled_EachItsOwn(bool byHand)
    {
        var pair = Own(MediaPair.New(byHand ? Own(new EventQueue()) : null));
        pair.A.AddTransceiver(MediaKind.Audio);
        pair.A.AddTransceiver(MediaKind.Video);
        pair.A.CreateDataChannel("channel");

        NegotiateUnbundled(pair);
        Connect(pair);

        foreach (var connection in new[] { pair.A, pair.B })
        {
            var transports = connection.Transceivers.Select(one => one.Sender.Transport!).Append(connection.Sctp!.Transport).ToArray();
            Assert.Equal(3, transports.Distinct().Count());
            Assert.All(transports, one => Assert.Equal(DtlsTransportState.Connected, one.State));
            pair.Until(() => transports.All(one => one.IceTransport.SelectedCandidatePair != null), "selected pairs");
            pair.Until(
                () => transports.All(one => one.IceTransport.State is IceTransportState.Connected or IceTransportState.Completed),
                "the states of ICE");
            pair.Until(() => transports.All(one => one.IceTransport.GatheringState == IceGatheringState.Complete), "gathered");
            pair.Until(() => transports.All(one => one.IceTransport.GetRemoteCandidates().Count > 0), "candidates of the peer");
            Assert.Equal(["0", "1", "2"], transports.Select(one => Mid(one.IceTransport.GetLocalCandidates())));
            Assert.Equal(["0", "1", "2"], transports.Select(one => Mid(one.IceTransport.GetRemoteCandidates())));
            Assert.All(transports, one => Assert.Contains(
                one.IceTransport.SelectedCandidatePair!.Local.Port, one.IceTransport.GetLocalCandidates().Select(candidate => candidate.Port)));
        }

        static string? Mid(IReadOnlyList<IceCandidate> candidates) => Assert.Single(candidates.Select(one => one.SdpMid).Distinct());
    }

    /// <summary>The engine ends the transport of a rejected section with the answer, when no sender has it any more.</summary>
    [Fact]
    public void Transport_SectionNotBundledAndStopped_ClosedAndTheOtherGoesOn()
    {
        var timing = new IceTimingOptions { ReceivingTimeout = TimeSpan.FromSeconds(1) };
        var pair = Own(new CorePair(options: MediaPair.Options with { IceTiming = timing }));
        var stays = pair.A.AddTransceiver(MediaKind.Audio);
        var stops = pair.A.AddTransceiver(MediaKind.Video);
        NegotiateUnbundled(pair);
        Connect(pair);
        DtlsTransport[] stopped = [stops.Sender.Transport!, pair.B.Transceivers[1].Receiver.Transport!];

        stops.Stop();
        NegotiateUnbundled(pair);

        pair.Until(() => stopped.All(one => one.State == DtlsTransportState.Closed), "closed");
        var ice = stays.Sender.Transport!.IceTransport;
        Assert.True(ice.State is IceTransportState.Connected or IceTransportState.Completed, $"{ice.State}");
        pair.B.Close();
        pair.Until(() => ice.State == IceTransportState.Disconnected, "the state of the other transport");
    }

    [Fact]
    public void Transport_StopOfSectionNotBundledRolledBack_SameConnectedTransport()
    {
        var pair = Own(MediaPair.New());
        pair.A.AddTransceiver(MediaKind.Audio);
        pair.A.AddTransceiver(MediaKind.Video);
        NegotiateUnbundled(pair);
        Connect(pair);
        var receiver = pair.B.Transceivers[1].Receiver;
        var transport = receiver.Transport!;
        pair.A.Transceivers[1].Stop();
        pair.Finish(pair.B.SetRemoteDescriptionAsync(Unbundled(pair.Finish(pair.A.SetLocalDescriptionAsync()))));

        pair.Finish(pair.B.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Rollback, "")));

        Assert.Same(transport, receiver.Transport);
        Assert.Equal(DtlsTransportState.Connected, transport.State);
    }

    [Fact]
    public void WaitForConnected_SoundOnlyWithWrongFingerprint_SaysThatTheHandshakeFailed()
    {
        var pair = Own(MediaPair.New(Own(new EventQueue())));
        pair.A.AddTransceiver(MediaKind.Audio);
        var offer = pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer));
        var answer = pair.Finish(pair.B.SetLocalDescriptionAsync());
        const string Line = "a=fingerprint:sha-256 ";
        var at = answer.Sdp.IndexOf(Line, StringComparison.Ordinal) + Line.Length;
        var wrong = string.Concat(answer.Sdp.AsSpan(0, at), answer.Sdp[at] == 'A' ? "B" : "A", answer.Sdp.AsSpan(at + 1));
        pair.Finish(pair.A.SetRemoteDescriptionAsync(answer with { Sdp = wrong }));

        var thrown = Assert.Throws<WebRtcException>(() => pair.Finish(pair.A.WaitForConnectedAsync()));

        Assert.Contains("DTLS", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(DtlsTransportState.Failed, pair.A.Senders[0].Transport!.State);
    }

    private static void Connect(CorePair pair)
    {
        pair.Finish(pair.A.WaitForConnectedAsync());
        pair.Finish(pair.B.WaitForConnectedAsync());
    }

    private static void NegotiateUnbundled(CorePair pair)
    {
        var offer = pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.Finish(pair.B.SetRemoteDescriptionAsync(Unbundled(offer)));
        var answer = pair.Finish(pair.B.SetLocalDescriptionAsync());
        pair.Finish(pair.A.SetRemoteDescriptionAsync(Unbundled(answer)));
    }

    private static SessionDescription Unbundled(SessionDescription description) => description with
    {
        Sdp = string.Concat(description.Sdp.Split('\n').Where(line => !line.StartsWith("a=group:", StringComparison.Ordinal)).Select(
            line => line.Length > 0 ? line + "\n" : "")),
    };
}
