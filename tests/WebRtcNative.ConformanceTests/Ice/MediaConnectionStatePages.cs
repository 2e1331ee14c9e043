using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>connectionState and iceConnectionState of connections with sound and pictures, also with several transports.</summary>
public sealed class MediaConnectionStatePages : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-connectionState.https.html";
    private const string IcePage = "RTCPeerConnection-iceConnectionState.https.html";
    private const string Lost = "RTCPeerConnection-iceConnectionState-disconnected.https.html";

    private static readonly IceConnectionState[] s_connected = [IceConnectionState.Connected, IceConnectionState.Completed];

    [Wpt(Page, "sections that are not bundled, of which one gets candidates",
        Differs = "connecting until both transports are connected, by WebRTC 1.0, section 4.3.3; the page waits for connected")]
    public async Task ConnectionState_OneOfTwoTransportsConnected_Connecting()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var kept = new ConcurrentQueue<(PeerConnection To, IceCandidate Candidate)>();
        caller.IceCandidateGathered += (_, candidate) => Pass(callee, candidate);
        callee.IceCandidateGathered += (_, candidate) => Pass(caller, candidate);
        caller.AddTrack(NewAudio(), "stream");
        caller.AddTrack(NewVideo(), "stream");

        await ExchangeWithoutGroupsAsync(caller, callee);

        foreach (var connection in new[] { caller, callee })
        {
            var (first, second) = (connection.Transceivers[0].Receiver.Transport!, connection.Transceivers[1].Receiver.Transport!);
            Wait.Until(() => first.State == DtlsTransportState.Connected, "the first transport");
            await SettleAsync(connection);
            Assert.Equal((DtlsTransportState.New, IceTransportState.New), (second.State, second.IceTransport.State));
            Assert.Equal((PeerConnectionState.Connecting, IceConnectionState.Checking), (connection.ConnectionState, connection.IceConnectionState));
        }
        Wait.Until(() => caller.IceGatheringState == IceGatheringState.Complete, "all candidates of the caller");
        Wait.Until(() => callee.IceGatheringState == IceGatheringState.Complete, "all candidates of the callee");
        foreach (var (to, candidate) in kept)
            await Finish(to.AddIceCandidateAsync(candidate));
        Wait.Until(() => caller.ConnectionState == PeerConnectionState.Connected, "the caller connected");
        Wait.Until(() => callee.ConnectionState == PeerConnectionState.Connected, "the callee connected");

        void Pass(PeerConnection to, IceCandidate candidate)
        {
            if (candidate.SdpMLineIndex == 0)
                _ = to.AddIceCandidateAsync(candidate);
            else
                kept.Enqueue((to, candidate));
        }
    }

    [WptTheory(IcePage, "connected with a track of sound, and with one of pictures beside it")]
    [InlineData(false)]
    [InlineData(true)]
    public void IceConnectionStateChanged_Tracks_CheckingThenConnected(bool withPictures)
    {
        var pair = NewMediaPair();
        var states = new ConcurrentQueue<IceConnectionState>();
        pair.A.IceConnectionStateChanged += (_, state) => states.Enqueue(state);
        pair.A.AddTrack(NewAudio(), "stream");
        if (withPictures)
            pair.A.AddTrack(NewVideo(), "stream");

        pair.Negotiate();

        pair.Until(() => states.Count >= 2, "connected");
        Assert.Equal(IceConnectionState.Checking, states.First());
        Assert.Contains(states.ElementAt(1), s_connected);
    }

    [Wpt(IcePage, "a side that only receives connects")]
    public void IceConnectionState_RecvOnly_Connected()
    {
        var pair = NewMediaPair();
        pair.A.AddTransceiver(MediaKind.Audio, In(RtpTransceiverDirection.RecvOnly));
        pair.B.AddTrack(NewAudio(), "stream");

        pair.Negotiate();

        Assert.Equal(RtpTransceiverDirection.RecvOnly, Assert.Single(pair.A.Transceivers).CurrentDirection);
        pair.Until(() => s_connected.Contains(pair.A.IceConnectionState), "connected");
    }

    [WptTheory(IcePage, "sound, pictures and data end in one transport by each bundle policy, and its state is the connection's")]
    [InlineData(BundlePolicy.Balanced)]
    [InlineData(BundlePolicy.MaxBundle)]
    [InlineData(BundlePolicy.MaxCompat)]
    public void IceConnectionState_BundlePolicy_SameAsTransport(BundlePolicy policy)
    {
        var pair = NewPair(WithMedia with { BundlePolicy = policy });
        var sender = pair.A.AddTrack(NewAudio());
        pair.A.AddTrack(NewVideo());

        pair.Open();

        Assert.Contains(pair.A.IceConnectionState, s_connected);
        var transport = Assert.Single(pair.A.Receivers.Select(receiver => receiver.Transport).Append(pair.A.Sctp!.Transport).Distinct());
        Assert.Same(transport, sender.Transport);
        pair.Until(() => transport!.IceTransport.State == (IceTransportState)pair.A.IceConnectionState, "the transport's state");
    }

    [Wpt(Lost, "a section that was given up, with a transport of its own, does not disconnect the connection")]
    public async Task IceConnectionState_SectionStopped_StaysConnected()
    {
        var timing = new IceTimingOptions { ReceivingTimeout = TimeSpan.FromSeconds(1) };
        var pair = NewPair(WithMedia with { IceTiming = timing });
        pair.A.AddTrack(NewAudio(), "stream");
        var stopped = pair.A.AddTrack(NewVideo(), "stream");
        await ExchangeWithoutGroupsAsync(pair.A, pair.B);
        pair.Until(() => IsConnected(pair.A) && IsConnected(pair.B), "connected");
        var abandoned = stopped.Transport!;
        Assert.NotSame(pair.A.Senders[0].Transport, abandoned);
        var states = new ConcurrentQueue<IceConnectionState>();
        foreach (var connection in new[] { pair.A, pair.B })
            connection.IceConnectionStateChanged += (_, state) => states.Enqueue(state);

        pair.A.Transceivers[1].Stop();
        await ExchangeWithoutGroupsAsync(pair.A, pair.B);

        pair.Until(() => abandoned.State == DtlsTransportState.Closed, "its transport closed");
        // Sound for longer than a transport without packets counts as connected.
        var receiver = Assert.Single(pair.B.Receivers);
        pair.Until(() => receiver.GetSynchronizationSources().Count > 0, "sound");
        var first = receiver.GetSynchronizationSources()[0].Timestamp;
        pair.Until(() => receiver.GetSynchronizationSources() is [var now] && now.Timestamp - first > 2 * timing.ReceivingTimeout, "more sound");
        Assert.All(states, state => Assert.Contains(state, s_connected));
        Assert.True(IsConnected(pair.A) && IsConnected(pair.B));

        static bool IsConnected(PeerConnection connection) =>
            connection.ConnectionState == PeerConnectionState.Connected && s_connected.Contains(connection.IceConnectionState);
    }
}
