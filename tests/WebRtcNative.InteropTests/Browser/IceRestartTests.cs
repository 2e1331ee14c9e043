using System.Text.RegularExpressions;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>An ICE restart with a browser: both sides get new credentials and use them, and channels stay.</summary>
public abstract partial class IceRestartTests(BrowserFixture browser) : BrowserTest(browser)
{
    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task RestartIce_WhileOpen_NewCredentialsAndTheChannelGoesOn(Side restarter)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);
        await AssertCarriesAsync(pair, ours, theirs);
        var before = Fragments(pair.Connection);
        pair.Signals.Clear();

        if (restarter == Side.Ours)
            pair.Connection.RestartIce();
        else
            await pair.Browser.Page.EvaluateAsync("() => peer.connection.restartIce()");

        pair.Until(() => IsNew(before, pair.Connection), "new credentials of both sides");
        await UntilUsedAsync(pair);
        await AssertCarriesAsync(pair, ours, theirs);
        Assert.Equal(PeerConnectionState.Connected, pair.Connection.ConnectionState);
        Assert.Equal(DataChannelState.Open, ours.State);
        var offer = Assert.Single(pair.Signals, signal => signal.Description?.Type == SdpType.Offer);
        Assert.Equal(restarter == Side.Browser, offer.FromBrowser);
    }

    private static bool IsNew((string Local, string Remote) before, PeerConnection connection)
    {
        var now = Fragments(connection);
        return connection.SignalingState == SignalingState.Stable
            && now.Local != before.Local && now.Remote != before.Remote;
    }

    /// <summary>Waits until both sides' statistics tell of the new credentials.</summary>
    private static async Task UntilUsedAsync(BrowserPair pair)
    {
        var (local, remote) = Fragments(pair.Connection);
        await pair.Browser.UntilAsync(
            "async fragment => (await peer.selectedPair()).local.usernameFragment === fragment", remote);
        Wait.Until(() => UsedFragment(pair.Connection) == local, "our new credentials in use");
        pair.Until(() => pair.Connection.ConnectionState == PeerConnectionState.Connected, "connected");
    }

    private static string? UsedFragment(PeerConnection connection) =>
        connection.GetStatsAsync().WaitAsync(Wait.Deadline).GetAwaiter().GetResult()
            .OfType<TransportStats>().Single().IceLocalUsernameFragment;

    private static (string Local, string Remote) Fragments(PeerConnection connection) =>
        (Fragment(connection.LocalDescription!), Fragment(connection.RemoteDescription!));

    private static string Fragment(SessionDescription description) =>
        UsernameFragment().Match(description.Sdp).Groups[1].Value;

    [GeneratedRegex(@"a=ice-ufrag:(\S+)")]
    private static partial Regex UsernameFragment();
}
