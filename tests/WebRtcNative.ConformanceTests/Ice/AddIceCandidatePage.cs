using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>addIceCandidate: which candidates are taken, and where they are seen.</summary>
public sealed class AddIceCandidatePage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-addIceCandidate.html";
    private const string First = "candidate:1 1 udp 2113929471 127.0.0.1 10100 typ host";
    private const string Second = "candidate:2 1 udp 2113929470 127.0.0.1 10101 typ host";
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

    [Wpt(Page, "several candidates are added")]
    public async Task AddIceCandidateAsync_Two_BothInDescription()
    {
        var connection = await HaveRemoteOfferAsync();

        await Finish(connection.AddIceCandidateAsync(new IceCandidate(First, "0", 0)));
        await Finish(connection.AddIceCandidateAsync(new IceCandidate(Second, "0", 0)));

        UntilInDescription(connection, Second);
        Assert.Contains(First["candidate:".Length..^" typ host".Length], connection.RemoteDescription!.Sdp, StringComparison.Ordinal);
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

    private static void UntilInDescription(PeerConnection connection, string candidate)
    {
        var core = candidate["candidate:".Length..];
        Wait.Until(() => connection.RemoteDescription!.Sdp.Contains(core, StringComparison.Ordinal), "the candidate in the description");
    }
}
