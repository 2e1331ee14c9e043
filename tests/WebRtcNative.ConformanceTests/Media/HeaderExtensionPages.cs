using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Header extensions in offers and answers.</summary>
public sealed class HeaderExtensionPages : MediaConformanceTest
{
    private const string Mandatory = "protocol/rtp-extension-support.html";
    private const string Negotiated = "protocol/rtp-headerextensions.html";
    private const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";
    private const string AudioLevel = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private const string Orientation = "urn:3gpp:video-orientation";

    [WptTheory(Mandatory, "an offer of sound and of simulcast has the extension")]
    [InlineData(AudioLevel)]
    [InlineData(Mid)]
    [InlineData(Orientation)]
    [InlineData("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id")]
    [InlineData("urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id")]
    public async Task CreateOfferAsync_Simulcast_HasExtension(string uri)
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Audio);
        connection.AddTransceiver(
            MediaKind.Video, new RtpTransceiverInit { SendEncodings = [new RtpEncoding { Rid = "0" }, new RtpEncoding { Rid = "1" }] });

        Assert.Contains(Extensions((await Finish(connection.CreateOfferAsync())).Sdp), extension => extension.Uri == uri);
    }

    [Wpt(Mandatory, "an answer that exchanges the numbers of two extensions is refused")]
    public async Task SetRemoteDescriptionAsync_NumbersExchanged_Refused()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(caller, callee);
        await OfferAsync(caller, callee);
        var answer = await Finish(callee.CreateAnswerAsync());
        var sdp = answer.Sdp.Replace(AudioLevel, "other", StringComparison.Ordinal)
            .Replace(Mid, AudioLevel, StringComparison.Ordinal).Replace("other", Mid, StringComparison.Ordinal);
        Assert.NotEqual(answer.Sdp, sdp);

        await AssertRefusedAsync(() => caller.SetRemoteDescriptionAsync(answer with { Sdp = sdp }));
    }

    [WptTheory(Negotiated, "an extension that is offered is answered, by its number and alone")]
    [InlineData(Mid, "audio", "video")]
    [InlineData(AudioLevel, "audio")]
    [InlineData(Orientation, "video")]
    public async Task CreateAnswerAsync_OneExtension_Answered(string uri, params string[] kinds)
    {
        var connection = NewMediaConnection();
        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(
            "a=group:BUNDLE " + string.Join(' ', kinds), [.. kinds.Select(kind => Section(kind, $"a=extmap:1 {uri}"))])));

        var sections = Sections(await Finish(connection.CreateAnswerAsync())).Skip(1).ToList();

        Assert.Equal(kinds.Length, sections.Count);
        Assert.All(sections, section => Assert.Equal([(1, uri)], Extensions(section)));
    }

    [Wpt(Negotiated, "of the extensions that are offered those that are known are answered")]
    public async Task CreateAnswerAsync_UnknownExtension_LeftOut()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Video);
        var offer = await Finish(caller.CreateOfferAsync());
        var offered = Extensions(offer.Sdp);
        var replaced = offered.First(extension => extension.Uri != Mid);

        await Finish(callee.SetRemoteDescriptionAsync(
            offer with { Sdp = offer.Sdp.Replace(replaced.Uri, "urn:unknown", StringComparison.Ordinal) }));
        var answered = Extensions((await Finish(callee.SetLocalDescriptionAsync())).Sdp);

        Assert.Equal(offered.Where(extension => extension != replaced).Order(), answered.Order());
    }

    [Wpt(Negotiated, "15 is a number of an extension")]
    public async Task SetRemoteDescriptionAsync_Number15_Answered()
    {
        Assert.Equal([(15, Mid)], await AnsweredAsync($"a=extmap:15 {Mid}"));
    }

    [Wpt(Negotiated, "numbers above it, whose headers have two bytes, are as well")]
    public async Task SetRemoteDescriptionAsync_TwoByteNumbers_Answered()
    {
        Assert.Equal([(16, Mid), (17, AudioLevel)], (await AnsweredAsync($"a=extmap:16 {Mid}", $"a=extmap:17 {AudioLevel}")).Order());
    }

    private async Task<List<(int Id, string Uri)>> AnsweredAsync(params string[] lines)
    {
        var connection = NewMediaConnection();
        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(Section("audio", lines))));
        return Extensions((await Finish(connection.SetLocalDescriptionAsync())).Sdp);
    }

    private static string[] Section(string kind, params string[] lines) => kind == "audio"
        ? ForeignOffer.Section(kind, kind, 111, "opus/48000/2", "sendonly", lines)
        : ForeignOffer.Section(kind, kind, 112, "VP8/90000", "sendonly", lines);

    private static List<(int Id, string Uri)> Extensions(string sdp) =>
    [
        .. from line in sdp.Split("\r\n")
           where line.StartsWith("a=extmap:", StringComparison.Ordinal)
           let parts = line["a=extmap:".Length..].Split(' ')
           select (int.Parse(parts[0]), parts[1]),
    ];
}
