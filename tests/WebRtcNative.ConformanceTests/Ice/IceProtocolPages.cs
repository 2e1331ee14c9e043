using System.Net;
using System.Net.Sockets;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>ICE in descriptions, and with candidates that lead nowhere, over TCP, or that nobody told.</summary>
public sealed class IceProtocolPages : MediaConformanceTest
{
    private const string State = "protocol/ice-state.https.html";
    private const string Syntax = "protocol/ice-ufragpwd.html";
    private const string InDescription = "RTCPeerConnection-candidate-in-sdp.https.html";
    private const string Trickle = "RTCPeerConnection-canTrickleIceCandidates.html";
    private const string Tcp = "RTCPeerConnection-addTcpIceCandidate.html";
    private const string Reflexive = "RTCIceTransport-peer-reflexive-remote.html";
    private const string Pair = "RTCIceConnectionState-candidate-pair.https.html";

    private const string Nowhere = "candidate:1 1 tcp 1518214911 127.0.0.1 8001 typ host tcptype passive";

    [Wpt(State, "connected once candidates went both ways")]
    public void IceConnectionState_Candidates_Connected()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewVideo());

        pair.Negotiate();

        pair.Until(() => pair.A.IceConnectionState is IceConnectionState.Connected or IceConnectionState.Completed, "connected");
    }

    [Wpt(State, "an offer says that it trickles")]
    public async Task CreateOfferAsync_IceOptions_Trickle()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewVideo());

        Assert.Contains("a=ice-options:trickle", (await Finish(connection.CreateOfferAsync())).Sdp, StringComparison.Ordinal);
    }

    [Wpt(State, "a candidate that does not respond makes it disconnected, as others may come",
        Differs = "libwebrtc says failed, and takes further candidates all the same")]
    public async Task IceConnectionState_NoResponse_Failed()
    {
        var connection = NewMediaConnection();
        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(ForeignOffer.Section("audio", "0", 96, "opus/48000/2"))));
        await Finish(connection.SetLocalDescriptionAsync());

        // A socket of this machine that never answers: tests send nothing beyond it.
        using var mute = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)mute.Client.LocalEndPoint!).Port;
        await Finish(connection.AddIceCandidateAsync(new IceCandidate($"candidate:1 1 udp 2113929471 127.0.0.1 {port} typ host", "0", null)));

        Wait.Until(() => connection.IceConnectionState is IceConnectionState.Failed or IceConnectionState.Disconnected, "the end of checks");
        Assert.Equal(IceConnectionState.Failed, connection.IceConnectionState);
    }

    [WptTheory(Syntax, "a fragment or a password with another character is refused")]
    [InlineData("a=ice-ufrag:Peer", "a=ice-ufrag:P$er")]
    [InlineData("a=ice-pwd:The", "a=ice-pwd:T$e")]
    public async Task SetRemoteDescriptionAsync_NoIceCharacter_Refused(string line, string wrong)
    {
        var connection = NewMediaConnection();
        var offer = ForeignOffer.Of(ForeignOffer.Section("video", "0", 96, "VP8/90000"));
        Assert.Contains(line, offer.Sdp, StringComparison.Ordinal);

        await AssertRefusedAsync(() => connection.SetRemoteDescriptionAsync(
            offer with { Sdp = offer.Sdp.Replace(line, wrong, StringComparison.Ordinal) }));
    }

    [Wpt(InDescription, "a candidate is in the local description when its event is raised, and none is before")]
    public async Task LocalDescription_IceCandidateGathered_HasCandidate()
    {
        var queue = Own(new EventQueue());
        var connection = NewMediaConnection(queue);
        string? atEvent = null;
        connection.IceCandidateGathered += (sender, _) => atEvent ??= ((PeerConnection)sender!).LocalDescription!.Sdp;
        connection.AddTransceiver(MediaKind.Audio);
        var set = connection.SetLocalDescriptionAsync();
        Wait.Until(() => set.IsCompleted, "the description set", () => queue.Poll());

        await set;
        Wait.Until(() => atEvent != null, "a candidate", () => queue.Poll());

        Assert.Contains("a=candidate:", atEvent, StringComparison.Ordinal);
    }

    [WptTheory(Trickle, "unknown before a remote description, then as its ICE options say")]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CanTrickleIceCandidates_RemoteOptions_AsThere(bool? trickles)
    {
        var connection = NewMediaConnection();

        if (trickles != null)
        {
            var group = trickles.Value ? "a=ice-options:trickle" : "";
            await Finish(connection.SetRemoteDescriptionAsync(
                ForeignOffer.Of(group, [ForeignOffer.Section("audio", "0", 96, "opus/48000/2")])));
        }

        Assert.Equal(trickles, connection.CanTrickleIceCandidates);
    }

    [WptTheory(Tcp, "a TCP candidate that leads nowhere is taken, and its checks fail")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TcpCandidate_Nowhere_TakenAndFails(bool inDescription)
    {
        var connection = NewMediaConnection();
        string[] candidate = inDescription ? ["a=" + Nowhere] : [];
        await Finish(connection.SetRemoteDescriptionAsync(
            ForeignOffer.Of(ForeignOffer.Section("audio", "0", 96, "opus/48000/2", more: candidate))));
        await Finish(connection.SetLocalDescriptionAsync());
        if (!inDescription)
            await Finish(connection.AddIceCandidateAsync(new IceCandidate(Nowhere, "0", null)));

        Wait.Until(
            () => connection.ConnectionState is PeerConnectionState.Failed or PeerConnectionState.Disconnected, "the end of checks");
        Assert.Single(connection.Receivers[0].Transport!.IceTransport.GetRemoteCandidates());
    }

    [Wpt(Reflexive, "the address of a candidate that only the network told is hidden", Differs = "a program has sockets of its own: nothing is hidden from it")]
    public async Task SelectedCandidatePair_PeerReflexive_HasAddress()
    {
        var callee = await ConnectByChecksAsync();

        var remote = callee.Receivers[0].Transport!.IceTransport.SelectedCandidatePair!.Remote;

        Assert.Equal(IceCandidateType.Prflx, remote.Type);
        Assert.False(string.IsNullOrEmpty(remote.Address));
    }

    [Wpt(Reflexive, "statistics do not have that address")]
    public async Task GetStatsAsync_PeerReflexive_NoAddress()
    {
        var callee = await ConnectByChecksAsync();

        var remote = (await Finish(callee.GetStatsAsync())).OfType<IceCandidateStats>().Where(stats => stats.IsRemote).ToList();

        Assert.NotEmpty(remote);
        Assert.All(remote, stats => Assert.True(string.IsNullOrEmpty(stats.Address)));
    }

    [Wpt(Pair, "statistics have a pair that succeeded once ICE is connected")]
    public async Task GetStatsAsync_IceConnected_SucceededPair()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        pair.Negotiate();
        pair.Until(() => pair.A.IceConnectionState is IceConnectionState.Connected or IceConnectionState.Completed, "connected");

        var report = await Finish(pair.A.GetStatsAsync());

        Assert.Contains(report.OfType<IceCandidatePairStats>(), stats => stats.State == IceCandidatePairState.Succeeded);
    }

    /// <summary>The callee of a call whose caller does not tell its candidates.</summary>
    private async Task<PeerConnection> ConnectByChecksAsync()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        callee.IceCandidateGathered += (_, candidate) => caller.AddIceCandidateAsync(candidate);
        caller.AddTrack(NewAudio());
        var offer = await Finish(caller.CreateOfferAsync());
        await Finish(callee.SetRemoteDescriptionAsync(offer));
        await Finish(caller.SetLocalDescriptionAsync(offer));
        await AnswerAsync(callee, caller);
        Wait.Until(() => callee.ConnectionState == PeerConnectionState.Connected, "connected");
        return callee;
    }
}
