using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>addIceCandidate: which candidates are taken, and where they are seen.</summary>
public sealed class AddIceCandidatePage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-addIceCandidate.html";
    private const string First = "candidate:1 1 udp 2113929471 127.0.0.1 10100 typ host";
    private const string Second = "candidate:2 1 udp 2113929470 127.0.0.1 10101 typ host";
    private const string SecondFragment = "second"; // of the second section
    private const string NoEnd = "the end of candidates is accepted and goes nowhere: libwebrtc does not wait for it, nor write it down";

    [Wpt(Page, "a candidate before the remote description", Differs = "it is kept and added when the description comes")]
    public async Task AddIceCandidateAsync_NoRemoteDescription_AddedLater()
    {
        var connection = NewConnection();

        await Finish(connection.AddIceCandidateAsync(new IceCandidate(First, "0", 0)));

        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        UntilInDescription(connection, First);
        Assert.Equal(SignalingState.HaveRemoteOffer, connection.SignalingState);
    }

    [Wpt(Page, "a closed connection refuses")]
    public async Task AddIceCandidateAsync_Closed_InvalidOperation()
    {
        var connection = NewConnection();
        _ = connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync());
        connection.Close();

        await AssertInvalidStateAsync(() => connection.AddIceCandidateAsync(new IceCandidate(First, "0", 0)));
    }

    [WptTheory(Page, "the end of candidates is accepted, for all sections or for one", Differs = NoEnd)]
    [InlineData(null, null)]
    [InlineData("0", null)]
    [InlineData(null, 0)]
    [InlineData("0", 0)]
    public async Task AddIceCandidateAsync_End_Accepted(string? mid, int? index)
    {
        var connection = await HaveRemoteOfferAsync();

        await Finish(connection.AddIceCandidateAsync(new IceCandidate("", mid, index)));

        await SettleAsync(connection);
        Assert.DoesNotContain("a=end-of-candidates", connection.RemoteDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "the end of candidates is accepted in stable", Differs = NoEnd)]
    public async Task AddIceCandidateAsync_EndInStable_Accepted()
    {
        var connection = await HaveRemoteOfferAsync();
        await Finish(connection.SetLocalDescriptionAsync());

        await Finish(connection.AddIceCandidateAsync(new IceCandidate("", null, null)));

        Assert.Equal(SignalingState.Stable, connection.SignalingState);
    }

    [WptTheory(Page, "a candidate with mid, index or both is added to the description")]
    [InlineData("0", 0)]
    [InlineData("0", null)]
    [InlineData(null, 0)]
    public async Task AddIceCandidateAsync_MidOrIndex_InDescription(string? mid, int? index)
    {
        var connection = await HaveRemoteOfferAsync();

        await Finish(connection.AddIceCandidateAsync(new IceCandidate(First, mid, index)));

        UntilInDescription(connection, First);
        Assert.DoesNotContain("127.0.0.1 10101", connection.RemoteDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "several candidates are added, each to its section")]
    public async Task AddIceCandidateAsync_TwoSections_EachInItsOwn()
    {
        var connection = await HaveRemoteOfferOfTwoSectionsAsync();

        await Finish(connection.AddIceCandidateAsync(new IceCandidate(First, "0", 0)));
        await Finish(connection.AddIceCandidateAsync(new IceCandidate(Second, "1", 1)));

        UntilInSection(connection, First, 1);
        UntilInSection(connection, Second, 2);
    }

    [WptTheory(Page, "a candidate of the second section is added there, with its user name fragment or none")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddIceCandidateAsync_SecondSection_InIt(bool withFragment)
    {
        var connection = await HaveRemoteOfferOfTwoSectionsAsync();

        await Finish(connection.AddIceCandidateAsync(
            new IceCandidate(Second, "1", 1) { UsernameFragment = withFragment ? SecondFragment : null }));

        UntilInSection(connection, Second, 2);
    }

    [Wpt(Page, "the user name fragment may be left out or be that of the description")]
    public async Task AddIceCandidateAsync_FragmentOrNone_InDescription()
    {
        var connection = await HaveRemoteOfferAsync();
        var fragment = AssertDescription.UsernameFragment(connection.RemoteDescription)["a=ice-ufrag:".Length..];

        await Finish(connection.AddIceCandidateAsync(new IceCandidate(First, "0", 0) { UsernameFragment = null }));
        await Finish(connection.AddIceCandidateAsync(new IceCandidate(Second, "0", 0) { UsernameFragment = fragment }));

        UntilInDescription(connection, First);
        UntilInDescription(connection, Second);
        Assert.Equal(SignalingState.HaveRemoteOffer, connection.SignalingState);
    }

    [WptTheory(Page, "a candidate with neither mid nor index is refused, whether it makes sense or not")]
    [InlineData(First)]
    [InlineData("(Invalid) candidate \r\n string")]
    public async Task AddIceCandidateAsync_Nowhere_ArgumentException(string candidate)
    {
        var connection = await HaveRemoteOfferAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => connection.AddIceCandidateAsync(new IceCandidate(candidate, null, null)));
    }

    [Wpt(Page, "a candidate is required")]
    public async Task AddIceCandidateAsync_Null_ArgumentNull()
    {
        var connection = await HaveRemoteOfferAsync();

        await Assert.ThrowsAsync<ArgumentNullException>(() => connection.AddIceCandidateAsync(null!));
    }

    [WptTheory(Page, "an unknown mid, or an index beyond the last section, is refused")]
    [InlineData("invalid", 0)]
    [InlineData(null, 2)]
    public async Task AddIceCandidateAsync_UnknownSection_WebRtcException(string? mid, int? index)
    {
        var connection = await HaveRemoteOfferAsync();

        await Assert.ThrowsAsync<WebRtcException>(() => Finish(connection.AddIceCandidateAsync(new IceCandidate(First, mid, index))));
        Assert.DoesNotContain("127.0.0.1 10100", connection.RemoteDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "the index does not matter beside a known mid")]
    public async Task AddIceCandidateAsync_KnownMidWrongIndex_InDescription()
    {
        var connection = await HaveRemoteOfferAsync();

        await Finish(connection.AddIceCandidateAsync(new IceCandidate(First, "0", 2)));

        UntilInDescription(connection, First);
        Assert.NotNull(connection.PendingRemoteDescription);
    }

    [Wpt(Page, "a candidate that cannot be parsed is refused")]
    public async Task AddIceCandidateAsync_Unparsable_SyntaxError()
    {
        var connection = await HaveRemoteOfferAsync();

        var error = await Assert.ThrowsAsync<WebRtcException>(
            () => connection.AddIceCandidateAsync(new IceCandidate("(Invalid) candidate \r\n string", "0", 0)));

        Assert.Equal(RtcErrorType.SyntaxError, error.ErrorType);
    }

    [Wpt(Page, "the user name fragment of no description",
        Differs = "libwebrtc takes the candidate and keeps it for a generation that may come, as it does with one that overtook a restart")]
    public async Task AddIceCandidateAsync_UnknownFragment_Taken()
    {
        var connection = await HaveRemoteOfferAsync();

        await Finish(connection.AddIceCandidateAsync(new IceCandidate(First, "0", 0) { UsernameFragment = "unknown" }));

        Assert.Equal(SignalingState.HaveRemoteOffer, connection.SignalingState);
    }

    private async Task<PeerConnection> HaveRemoteOfferAsync()
    {
        var connection = NewConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        return connection;
    }

    /// <summary>Sound and pictures with a transport each, whose user name fragments differ.</summary>
    private async Task<PeerConnection> HaveRemoteOfferOfTwoSectionsAsync()
    {
        var (offerer, connection) = (NewMediaConnection(), NewMediaConnection());
        offerer.AddTransceiver(MediaKind.Audio);
        offerer.AddTransceiver(MediaKind.Video);
        var offer = WithoutGroups(await Finish(offerer.CreateOfferAsync())).Sdp;
        var fragment = offer.LastIndexOf("a=ice-ufrag:", StringComparison.Ordinal);
        var rest = offer.IndexOf('\r', fragment);
        await Finish(connection.SetRemoteDescriptionAsync(
            new SessionDescription(SdpType.Offer, offer[..fragment] + "a=ice-ufrag:" + SecondFragment + offer[rest..])));
        return connection;
    }

    /// <summary>Until the candidate is in that section, and it is in no other.</summary>
    /// <param name="section">From 1.</param>
    private static void UntilInSection(PeerConnection connection, string candidate, int section)
    {
        UntilInDescription(connection, candidate);
        var core = candidate["candidate:".Length..];
        var with = Sections(connection.RemoteDescription).Index().Where(one => one.Item.Contains(core, StringComparison.Ordinal));
        Assert.Equal([section], with.Select(one => one.Index));
    }

    private static void UntilInDescription(PeerConnection connection, string candidate)
    {
        var core = candidate["candidate:".Length..];
        Wait.Until(() => connection.RemoteDescription!.Sdp.Contains(core, StringComparison.Ordinal), "the candidate in the description");
    }
}
