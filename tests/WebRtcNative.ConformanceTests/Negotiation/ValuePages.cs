using System.Text.Json;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>What descriptions and candidates are as values, and what a new connection has.</summary>
public sealed class ValuePages : ConformanceTest
{
    private const string Json = "toJSON.html";
    private const string Candidate = "RTCIceCandidate-constructor.html";
    private const string Constructor = "RTCPeerConnection-constructor.html";
    private const string PlanB = "RTCPeerConnection-plan-b-is-not-supported.html";
    private const string Types = "RTCPeerConnection-pranswer-description-types.html";

    private const string Host = "candidate:7 1 udp 2113937151 192.0.2.1 5004 typ host generation 0 ufrag abcd network-cost 50";
    private const string Reflexive = "candidate:8 2 tcp 1845501695 192.0.2.2 4444 typ srflx raddr host.example rport 22222 tcptype active";

    [Wpt(Json, "JSON of a description has its type and its SDP, and nothing else")]
    public void ToJson_Description_TypeAndSdp()
    {
        using var json = JsonDocument.Parse(new SessionDescription(SdpType.Offer, "no sdp").ToJson());

        Assert.Equal(["sdp", "type"], json.RootElement.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(("offer", "no sdp"), (Text(json, "type"), Text(json, "sdp")));
    }

    [Wpt(Json, "JSON of a candidate has the text, the section and the user name fragment, and nothing else")]
    public void ToJson_Candidate_FourMembers()
    {
        var candidate = new IceCandidate(Host, "0", 0) { UsernameFragment = "test", Url = "stun:stun.example" };

        using var json = JsonDocument.Parse(candidate.ToJson());

        Assert.Equal(
            ["candidate", "sdpMLineIndex", "sdpMid", "usernameFragment"],
            json.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal((Host, "0", "test"), (Text(json, "candidate"), Text(json, "sdpMid"), Text(json, "usernameFragment")));
        Assert.Equal(0, json.RootElement.GetProperty("sdpMLineIndex").GetInt32());
    }

    [WptTheory(Candidate, "JSON without anything, or without text and section, is no candidate")]
    [InlineData("{}")]
    [InlineData("{\"sdpMid\":null,\"sdpMLineIndex\":null}")]
    public void FromJson_Nothing_Throws(string json) =>
        Assert.True(Record.Exception(() => IceCandidate.FromJson(json)) is ArgumentException or FormatException or JsonException);

    [WptTheory(Candidate, "JSON without a section is no candidate", Differs = "the value is made; a text without a section is refused when it is added")]
    [InlineData("", ",\"sdpMid\":null,\"sdpMLineIndex\":null")]
    [InlineData("", "")]
    [InlineData(Host, "")]
    public async Task FromJson_NoSection_RefusedWhenAdded(string text, string section)
    {
        var candidate = IceCandidate.FromJson($"{{\"candidate\":\"{text}\"{section}}}");

        Assert.Equal((text, null, null), (candidate.Candidate, candidate.SdpMid, candidate.SdpMLineIndex));
        if (text.Length > 0)
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Finish(NewConnection().AddIceCandidateAsync(candidate)));
    }

    [WptTheory(Candidate, "a candidate has what it is made of; nothing of it is checked yet")]
    [InlineData("", "audio", null)]
    [InlineData("", null, 0)]
    [InlineData("", "audio", 0)]
    [InlineData(Host, "audio", null)]
    [InlineData("<any text>;", "audio", null)]
    [InlineData("", "<any text>;", null)]
    [InlineData("", null, 65535)]
    public void Constructor_Candidate_HasParts(string text, string? mid, int? index)
    {
        var candidate = new IceCandidate(text, mid, index);

        Assert.Equal((text, mid, index), (candidate.Candidate, candidate.SdpMid, candidate.SdpMLineIndex));
    }

    [Wpt(Candidate, "the parts of a host candidate by UDP are told")]
    public void Constructor_HostCandidate_Parsed()
    {
        var candidate = new IceCandidate(Host, "video", 1) { UsernameFragment = "test", Url = "stun:stun.example" };

        Assert.Equal(
            ("7", 1, 2113937151u, "192.0.2.1", IceTransportProtocol.Udp, 5004, IceCandidateType.Host),
            (candidate.Foundation, candidate.Component!.Value, candidate.Priority!.Value, candidate.Address, candidate.Protocol!.Value,
                candidate.Port!.Value, candidate.Type!.Value));
        Assert.Equal((null, null, null), (candidate.TcpType, candidate.RelatedAddress, candidate.RelatedPort));
        Assert.Equal(("test", "stun:stun.example"), (candidate.UsernameFragment, candidate.Url));
    }

    [Wpt(Candidate, "the parts of a reflexive candidate by TCP are told")]
    public void Constructor_TcpCandidate_Parsed()
    {
        var candidate = new IceCandidate(Reflexive, "video", 1);

        Assert.Equal(
            ("8", 2, 1845501695u, "192.0.2.2", IceTransportProtocol.Tcp, 4444, IceCandidateType.Srflx),
            (candidate.Foundation, candidate.Component!.Value, candidate.Priority!.Value, candidate.Address, candidate.Protocol!.Value,
                candidate.Port!.Value, candidate.Type!.Value));
        Assert.Equal(
            (IceTcpCandidateType.Active, "host.example", 22222), (candidate.TcpType!.Value, candidate.RelatedAddress, candidate.RelatedPort!.Value));
    }

    [Wpt(Candidate, "the URL of its server is copied, but does not go to the peer")]
    public void Url_ClonedAndSignaled_OnlyCloned()
    {
        var candidate = new IceCandidate(Host, "video", 1) { Url = "turn:turn.example" };

        Assert.Equal("turn:turn.example", (candidate with { SdpMid = "audio" }).Url);
        Assert.Null(IceCandidate.FromJson(candidate.ToJson()).Url);
    }

    [WptTheory(Constructor, "no configuration, or an empty one, is one of defaults")]
    [InlineData(false)]
    [InlineData(true)]
    public void Constructor_EmptyConfiguration_Defaults(bool isGiven) =>
        Assert.Empty(NewConnection(isGiven ? new PeerConnectionOptions() : null).GetConfiguration().Certificates);

    [WptTheory(Constructor, "certificates may be an empty list, but neither null nor a list with null")]
    [InlineData(true)]
    [InlineData(false)]
    public void Constructor_NullCertificate_Throws(bool isNull) =>
        Assert.ThrowsAny<ArgumentException>(() => NewConnection(new PeerConnectionOptions { Certificates = isNull ? null! : [null!] }));

    [Wpt(Constructor, "a new connection has no descriptions")]
    public void New_Descriptions_Null()
    {
        var connection = NewConnection();

        Assert.All(
            [
                connection.LocalDescription, connection.CurrentLocalDescription, connection.PendingLocalDescription,
                connection.RemoteDescription, connection.CurrentRemoteDescription, connection.PendingRemoteDescription,
            ],
            Assert.Null);
    }

    [Wpt(Constructor, "its states are new, and stable; whether the peer trickles is unknown")]
    public void New_States_New()
    {
        var connection = NewConnection();

        Assert.Equal(
            (SignalingState.Stable, IceGatheringState.New, IceConnectionState.New, PeerConnectionState.New),
            (connection.SignalingState, connection.IceGatheringState, connection.IceConnectionState, connection.ConnectionState));
        Assert.Null(connection.CanTrickleIceCandidates);
    }

    [Wpt(PlanB, "there is no Plan B: each track has a section")]
    public async Task CreateOfferAsync_TwoTracks_TwoSections()
    {
        var connection = NewConnection(new PeerConnectionOptions { Media = true });
        connection.AddTransceiver(MediaKind.Audio);
        connection.AddTransceiver(MediaKind.Audio);

        Assert.Equal(2, (await Finish(connection.CreateOfferAsync())).Sdp.Split("\r\nm=audio").Length - 1);
    }

    [Wpt(Types, "a local provisional answer is pending; the same text as an answer makes it and the offer current")]
    public async Task LocalDescription_ProvisionalThenFinal_Types()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());
        offerer.CreateDataChannel("channel");
        await Finish(answerer.SetRemoteDescriptionAsync(await Finish(offerer.CreateOfferAsync())));
        var answer = await Finish(answerer.CreateAnswerAsync());

        await Finish(answerer.SetLocalDescriptionAsync(answer with { Type = SdpType.PrAnswer }));
        Assert.Equal((SdpType.PrAnswer, null), (answerer.PendingLocalDescription!.Type, answerer.CurrentLocalDescription));
        Assert.Equal((SdpType.Offer, null), (answerer.PendingRemoteDescription!.Type, answerer.CurrentRemoteDescription));

        await Finish(answerer.SetLocalDescriptionAsync(answer));
        Assert.Equal((SdpType.Answer, null), (answerer.CurrentLocalDescription!.Type, answerer.PendingLocalDescription));
        Assert.Equal((SdpType.Offer, null), (answerer.CurrentRemoteDescription!.Type, answerer.PendingRemoteDescription));
    }

    [Wpt(Types, "and so it is with a remote one")]
    public async Task RemoteDescription_ProvisionalThenFinal_Types()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());
        offerer.CreateDataChannel("channel");
        await Finish(answerer.SetRemoteDescriptionAsync(await Finish(offerer.SetLocalDescriptionAsync())));
        var answer = await Finish(answerer.CreateAnswerAsync());

        await Finish(offerer.SetRemoteDescriptionAsync(answer with { Type = SdpType.PrAnswer }));
        Assert.Equal((SdpType.PrAnswer, null), (offerer.PendingRemoteDescription!.Type, offerer.CurrentRemoteDescription));
        Assert.Equal((SdpType.Offer, null), (offerer.PendingLocalDescription!.Type, offerer.CurrentLocalDescription));

        await Finish(offerer.SetRemoteDescriptionAsync(answer));
        Assert.Equal((SdpType.Answer, null), (offerer.CurrentRemoteDescription!.Type, offerer.PendingRemoteDescription));
        Assert.Equal((SdpType.Offer, null), (offerer.CurrentLocalDescription!.Type, offerer.PendingLocalDescription));
    }

    private static string? Text(JsonDocument json, string member) => json.RootElement.GetProperty(member).GetString();
}
