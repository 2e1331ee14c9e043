using System.Diagnostics;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>A browser that goes away while a channel is open: our side learns it in the time that it was configured
/// with.</summary>
public abstract class LossTests(BrowserFixture browser) : BrowserTest(browser)
{
    private static readonly IceTimingOptions s_timing = new()
    {
        StablePingInterval = TimeSpan.FromSeconds(0.5),
        ReceivingTimeout = TimeSpan.FromSeconds(1),
        UnwritableTimeout = TimeSpan.FromSeconds(1),
        UnwritableMinChecks = 2,
        InactiveTimeout = TimeSpan.FromSeconds(3),
    };

    /// <summary>As <see cref="IceTimingOptions"/> says; what is added is for a check of each pair, and for a very busy
    /// machine.</summary>
    private static readonly TimeSpan s_latest =
        s_timing.ReceivingTimeout!.Value + s_timing.InactiveTimeout!.Value + TimeSpan.FromSeconds(8);

    private static readonly BrowserPairOptions s_impatient = new()
    {
        Connection = new PeerConnectionOptions { IceTiming = s_timing },
    };

    [BrowserFact]
    public async Task ConnectionState_PageReloads_FailedInTheConfiguredTime()
    {
        var pair = await StartPairAsync(s_impatient);
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);
        await AssertCarriesAsync(pair, ours, theirs);

        await AssertLearnsInTimeAsync(pair, () => pair.Browser.Page.ReloadAsync());

        // A page says goodbye to its channels.
        Assert.Equal(DataChannelState.Closed, ours.State);
        Assert.IsType<WebRtcException>(ours.Error);
    }

    [BrowserFact]
    public async Task ConnectionState_BrowserIsKilled_FailedInTheConfiguredTime()
    {
        var browser = OwnAsync(await Browser.LaunchAsync(new BrowserSettings()));
        var pair = await StartPairAsync(browser, s_impatient);
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);
        await AssertCarriesAsync(pair, ours, theirs);

        await AssertLearnsInTimeAsync(pair, () =>
        {
            browser.Kill();
            return Task.CompletedTask;
        });

        Wait.Until(() => pair.Browser.Page.IsClosed, "the browser gone");
        Assert.Equal(DataChannelState.Open, ours.State); // nobody has closed it
    }

    private static async Task AssertLearnsInTimeAsync(BrowserPair pair, Func<Task> leave)
    {
        var sinceBefore = Stopwatch.StartNew();
        await leave();
        var sinceAfter = Stopwatch.StartNew();
        pair.Until(() => pair.Connection.ConnectionState == PeerConnectionState.Failed, "failed");
        Assert.True(sinceBefore.Elapsed >= s_timing.InactiveTimeout, $"Our side gave up after {sinceBefore.Elapsed}.");
        Assert.True(sinceAfter.Elapsed <= s_latest, $"Our side learned it only after {sinceAfter.Elapsed}.");
        Assert.Equal(
            [
                PeerConnectionState.Connecting,
                PeerConnectionState.Connected,
                PeerConnectionState.Disconnected,
                PeerConnectionState.Failed,
            ],
            pair.States);
    }
}
