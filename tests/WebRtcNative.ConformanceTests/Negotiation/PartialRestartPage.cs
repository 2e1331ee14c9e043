using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>restartIce where the other side restarts one of two transports.</summary>
public sealed class PartialRestartPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-restartIce.https.html";

    [WptTheory(Page, "it survives an offer of the other side that restarts one transport of two")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartIce_PartialRemoteRestartComes_StillRestarts(bool implicitly)
    {
        var (one, other) = (NewMediaConnection(), NewMediaConnection());
        var needed = 0;
        one.NegotiationNeeded += (_, _) => Interlocked.Increment(ref needed);
        one.AddTransceiver(MediaKind.Audio);
        one.AddTransceiver(MediaKind.Video);
        Wait.Until(() => Volatile.Read(ref needed) == 1, "negotiation to be needed for the transceivers");
        await ExchangeWithoutGroupsAsync(one, other);
        var (oldOfOne, oldOfOther) = (Fragments(one.LocalDescription), Fragments(other.LocalDescription));
        one.RestartIce();
        Wait.Until(() => Volatile.Read(ref needed) == 2, "negotiation to be needed for the restart");

        // The other side restarts both transports, but this side gets to see a restart of the second one only.
        var before = Sections(other.LocalDescription)[1];
        var offer = await Finish(other.CreateOfferAsync(new OfferOptions { IceRestart = true }));
        await Finish(other.SetLocalDescriptionAsync(offer));
        var first = Sections(offer)[1];
        var partial = first;
        foreach (var start in new[] { "a=ice-ufrag:", "a=ice-pwd:" })
            partial = partial.Replace(Line(first, start), Line(before, start), StringComparison.Ordinal);
        await Finish(one.SetRemoteDescriptionAsync(
            WithoutGroups(offer with { Sdp = offer.Sdp.Replace(first, partial, StringComparison.Ordinal) })));
        await SetLocalAsync(one, implicitly);

        Assert.Equal(oldOfOne[0], Fragments(one.LocalDescription)[0]);
        Assert.NotEqual(oldOfOne[1], Fragments(one.LocalDescription)[1]);
        Wait.Until(() => Volatile.Read(ref needed) == 3, "negotiation to be needed still");
        await Finish(other.SetLocalDescriptionAsync(Rollback));
        await ExchangeWithoutGroupsAsync(one, other);
        Assert.Empty(Fragments(one.LocalDescription).Intersect(oldOfOne));
        Assert.Empty(Fragments(other.LocalDescription).Intersect(oldOfOther));
        await SettleAsync(one);
        Assert.Equal(3, needed);
    }

    private static IReadOnlyList<string> Fragments(SessionDescription? description)
    {
        var sections = Sections(description);
        Assert.Equal(3, sections.Count);
        return [.. sections.Skip(1).Select(section => Line(section, "a=ice-ufrag:"))];
    }

    private static string Line(string section, string start) =>
        Assert.Single(section.Split("\r\n"), line => line.StartsWith(start, StringComparison.Ordinal));
}
