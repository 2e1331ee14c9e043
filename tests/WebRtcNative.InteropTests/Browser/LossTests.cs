using System.Diagnostics;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>A browser that goes away while a channel is open: our side learns it, and not before the time that it was configured
/// with is over.</summary>
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

    private static readonly BrowserPairOptions s_impatient = new()
    {
        Connection = new PeerConnectionOptions { IceTiming = s_timing },
    };

    [BrowserFact]
    public async Task ConnectionState_PageReloads_FailedAfterTheConfiguredTime()
    {
        var pair = await StartPairAsync(s_impatient);
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);
        await AssertCarriesAsync(pair, ours, theirs);

        await AssertLearnsAsync(pair, () => pair.Browser.Page.ReloadAsync());

        // A page says goodbye to its channels.
        Assert.Equal(DataChannelState.Closed, ours.State);
        Assert.IsType<WebRtcException>(ours.Error);
    }

    [BrowserFact]
    public async Task ConnectionState_BrowserIsKilled_FailedAfterTheConfiguredTime()
    {
        var browser = OwnAsync(await Browser.LaunchAsync(new BrowserSettings()));
        var pair = await StartPairAsync(browser, s_impatient);
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);
        await AssertCarriesAsync(pair, ours, theirs);

        await AssertLearnsAsync(pair, () =>
        {
            browser.Kill();
            return Task.CompletedTask;
        });

        Wait.Until(() => pair.Browser.Page.IsClosed, "the browser gone");
        Assert.Equal(DataChannelState.Open, ours.State); // neither side has closed it
    }

    private static async Task AssertLearnsAsync(BrowserPair pair, Func<Task> leave)
    {
        // A candidate that is on its way to a page when that goes would fail.
        await pair.EndSignalingAsync();
        var watch = Stopwatch.StartNew();
        await leave();
        // The state changes before the handler that notes it runs.
        pair.Until(() => pair.States.Contains(PeerConnectionState.Failed), "failed");
        Assert.True(watch.Elapsed >= s_timing.InactiveTimeout, $"Our side gave up after {watch.Elapsed}.");
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
