using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Simulcast in descriptions and parameters, on both sides.</summary>
public sealed class SimulcastPages : MediaConformanceTest
{
    private const string AnswerPage = "protocol/simulcast-answer.html";
    private const string OfferPage = "protocol/simulcast-offer.html";
    private const string Negotiate = "simulcast/negotiation-encodings.https.html";
    private const string Set = "simulcast/setParameters-encodings.https.html";
    private const string Active = "simulcast/setParameters-active.https.html";
    private const string Basic = "simulcast/basic.https.html";

    [Wpt(OfferPage, "several encodings make a rid line for each, and one of simulcast")]
    public async Task CreateOfferAsync_ThreeEncodings_RidsAndSimulcast()
    {
        var connection = NewMediaConnection();
        AddThree(connection);

        var offer = await Finish(connection.CreateOfferAsync());

        Assert.Equal(["a=rid:a send", "a=rid:b send", "a=rid:c send"], Lines(offer, "a=rid:"));
        Assert.Equal(["a=simulcast:send a;b;c"], Lines(offer, "a=simulcast:"));
    }

    [Wpt(AnswerPage, "an offer to receive simulcast is answered with it, once this side may send")]
    public async Task CreateAnswerAsync_OfferToReceive_Simulcast()
    {
        var connection = NewMediaConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferToReceiveAsync()));
        connection.Transceivers[0].Direction = RtpTransceiverDirection.SendOnly;

        var answer = await Finish(connection.CreateAnswerAsync());

        Assert.Equal(["a=rid:a send", "a=rid:b send", "a=rid:c send"], Lines(answer, "a=rid:"));
        Assert.Equal(["a=simulcast:send a;b;c"], Lines(answer, "a=simulcast:"));
    }

    [Wpt(AnswerPage, "a layer that the peer has paused is active all the same", Differs = "libwebrtc pauses it")]
    public async Task SetRemoteDescriptionAsync_PausedRid_EncodingIsNotActive()
    {
        var connection = NewMediaConnection();
        var offer = await OfferToReceiveAsync();
        var sdp = offer.Sdp.Replace("recv a;b;c", "recv a;~b;c", StringComparison.Ordinal);
        Assert.NotEqual(offer.Sdp, sdp);
        await Finish(connection.SetRemoteDescriptionAsync(offer with { Sdp = sdp }));
        connection.Transceivers[0].Direction = RtpTransceiverDirection.SendOnly;

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal(
            [("a", true), ("b", false), ("c", true)],
            connection.Senders[0].GetParameters().Encodings.Select(encoding => (encoding.Rid, encoding.Active)));
    }

    [Wpt(AnswerPage, "a layer that is not active is offered like the others", Differs = "libwebrtc offers it as paused")]
    public async Task SetParametersAsync_NotActive_OfferedAsPaused()
    {
        var connection = NewMediaConnection();
        var sender = AddThree(connection);

        await SetAsync(sender, encoding => encoding with { Active = encoding.Rid != "b" });

        Assert.Equal(["a=simulcast:send a;~b;c"], Lines(await Finish(connection.CreateOfferAsync()), "a=simulcast:"));
    }

    [Wpt(Negotiate, "an answer that takes them all leaves the encodings as they are")]
    public async Task Answer_AllRids_EncodingsStay()
    {
        var connection = NewMediaConnection();
        var sender = AddThree(connection);

        await AnsweredAsync(connection, "a;b;c");

        Assert.Equal(["a", "b", "c"], sender.GetParameters().Encodings.Select(encoding => encoding.Rid));
    }

    [WptTheory(Negotiate, "an answer that takes fewer removes the others")]
    [InlineData("a;b")]
    [InlineData("b;c")]
    public async Task Answer_FewerRids_OthersAreRemoved(string rids)
    {
        var connection = NewMediaConnection();
        var sender = AddThree(connection);

        await AnsweredAsync(connection, rids);

        Assert.Equal(rids.Split(';'), sender.GetParameters().Encodings.Select(encoding => encoding.Rid));
    }

    [Wpt(Negotiate, "an answer without simulcast leaves the first encoding only")]
    public async Task Answer_NoSimulcast_OneEncoding()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = AddThree(caller);

        await ExchangeAsync(caller, callee);

        Assert.Single(sender.GetParameters().Encodings);
    }

    [Wpt(Negotiate, "what was set stays over a negotiation")]
    public async Task SetParametersAsync_ThenNegotiated_Stays()
    {
        var connection = NewMediaConnection();
        var sender = AddThree(connection);
        await SetAsync(sender, encoding => encoding with { MaxBitrate = 100_000 });

        await AnsweredAsync(connection, "a;b;c");

        Assert.All(sender.GetParameters().Encodings, encoding => Assert.Equal(100_000, encoding.MaxBitrate));
    }

    [Wpt(Negotiate, "the rollback of an offer keeps the encodings of the sender")]
    public async Task LocalRollback_Simulcast_EncodingsStay()
    {
        var connection = NewMediaConnection();
        var sender = AddThree(connection);
        await Finish(connection.SetLocalDescriptionAsync());

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        Assert.Equal(["a", "b", "c"], sender.GetParameters().Encodings.Select(encoding => encoding.Rid));
    }

    [WptTheory(Set, "each encoding can be changed by itself, before negotiation and after")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetParametersAsync_OneEncoding_OthersStay(bool negotiated)
    {
        var connection = NewMediaConnection();
        var sender = AddThree(connection);
        if (negotiated)
            await AnsweredAsync(connection, "a;b;c");

        await SetAsync(sender, encoding => encoding.Rid == "b" ? encoding with { MaxBitrate = 50_000, Active = false } : encoding);

        Assert.Equal(
            [("a", null, true), ("b", 50_000, false), ("c", null, true)],
            sender.GetParameters().Encodings.Select(encoding => (encoding.Rid, encoding.MaxBitrate, encoding.Active)));
    }

    [WptTheory(Set, "one encoding cannot become several, nor several one",
        NotOnSystem = "a sender has no encodings before it is negotiated, unless they were given")]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    public async Task SetParametersAsync_OtherNumber_InvalidModification(int before, int after)
    {
        var connection = NewMediaConnection();
        var sender = before == 3 ? AddThree(connection) : connection.AddTransceiver(MediaKind.Video).Sender;
        var parameters = sender.GetParameters();
        var encodings = Enumerable.Range(0, after).Select(i => parameters.Encodings[i % before]).ToArray();

        await AssertInvalidModificationAsync(() => sender.SetParametersAsync(parameters with { Encodings = encodings }));
    }

    [WptTheory(Active, "each layer can be switched off and on")]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    public async Task SetParametersAsync_Active_IsRead(string rid)
    {
        var connection = NewMediaConnection();
        var sender = AddThree(connection);
        await AnsweredAsync(connection, "a;b;c");

        await SetAsync(sender, encoding => encoding with { Active = encoding.Rid != rid });
        Assert.Equal([rid], sender.GetParameters().Encodings.Where(encoding => !encoding.Active).Select(encoding => encoding.Rid));
        await SetAsync(sender, encoding => encoding with { Active = true });

        Assert.All(sender.GetParameters().Encodings, encoding => Assert.True(encoding.Active));
    }

    [WptTheory(Basic, "two and three layers are negotiated with a peer that takes them")]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Layers_Negotiated_AreSent(int layers)
    {
        var connection = NewMediaConnection();
        var rids = string.Join(';', "abc".Take(layers));
        var sender = Add(connection, rids);

        await AnsweredAsync(connection, rids);

        Assert.Equal(layers, sender.GetParameters().Encodings.Count);
        Assert.Equal(RtpTransceiverDirection.SendOnly, connection.Transceivers[0].CurrentDirection);
    }

    private static string[] Lines(SessionDescription description, string start) =>
        [.. description.Sdp.Split("\r\n").Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    private static async Task SetAsync(RtpSender sender, Func<RtpEncoding, RtpEncoding> change)
    {
        var parameters = sender.GetParameters();
        await Finish(sender.SetParametersAsync(parameters with { Encodings = [.. parameters.Encodings.Select(change)] }));
    }

    private static RtpSender Add(PeerConnection connection, string rids) => connection.AddTransceiver(
        MediaKind.Video,
        new RtpTransceiverInit
        {
            Direction = RtpTransceiverDirection.SendOnly,
            SendEncodings = [.. rids.Split(';').Select(rid => new RtpEncoding { Rid = rid })],
        }).Sender;

    private static RtpSender AddThree(PeerConnection connection) => Add(connection, "a;b;c");

    /// <summary>The offer of a peer that would receive three layers: libwebrtc itself only sends them.</summary>
    private async Task<SessionDescription> OfferToReceiveAsync()
    {
        var another = NewMediaConnection();
        another.AddTransceiver(MediaKind.Video, In(RtpTransceiverDirection.RecvOnly));
        return Receiving(await Finish(another.CreateOfferAsync()), "a;b;c");
    }

    private static SessionDescription Receiving(SessionDescription description, string rids) => description with
    {
        Sdp = description.Sdp + string.Concat(rids.Split(';').Select(rid => $"a=rid:{rid} recv\r\n")) + $"a=simulcast:recv {rids}\r\n",
    };

    /// <summary>Offers, and takes an answer that receives the layers.</summary>
    private async Task AnsweredAsync(PeerConnection connection, string rids)
    {
        var another = NewMediaConnection();
        var offer = await Finish(connection.SetLocalDescriptionAsync());
        // The other side would take the rids for those that it receives, one by one: it gets an offer without them.
        var plain = string.Join("\r\n", offer.Sdp.Split("\r\n").Where(line =>
            !line.StartsWith("a=rid:", StringComparison.Ordinal) && !line.StartsWith("a=simulcast:", StringComparison.Ordinal)));
        await Finish(another.SetRemoteDescriptionAsync(offer with { Sdp = plain }));
        var answer = await Finish(another.SetLocalDescriptionAsync());
        await Finish(connection.SetRemoteDescriptionAsync(Receiving(answer, rids)));
    }
}
