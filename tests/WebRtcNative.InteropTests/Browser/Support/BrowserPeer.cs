using Microsoft.Playwright;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>The browser's peer: one page of it, and the connection in it (Fixtures/browser/peer.js).</summary>
internal sealed class BrowserPeer(IPage page)
{
    public IPage Page { get; } = page;

    /// <param name="browser">Where the page is opened.</param>
    /// <param name="address">Of the page.</param>
    /// <param name="signal">Called with each message for the other side.</param>
    public static async Task<BrowserPeer> OpenAsync(IBrowser browser, Uri address, Action<string> signal)
    {
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
        await page.ExposeFunctionAsync("signal", signal);
        await page.GotoAsync(address.ToString());
        return new BrowserPeer(page);
    }

    public Task StartAsync(bool trickles, bool polite, string bundlePolicy) =>
        Page.EvaluateAsync("options => peer.start(options)", new { trickles, polite, bundlePolicy });

    public Task AcceptAsync(string signal) => Page.EvaluateAsync("signal => peer.accept(signal)", signal);

    public async Task<BrowserChannel> CreateChannelAsync(string label, DataChannelOptions? options = null)
    {
        var init = BrowserChannelOptions.WriteInit(options ?? new DataChannelOptions());
        var number = await EvaluateAsync<int>(
            "([label, init]) => peer.create(label, JSON.parse(init))", new[] { label, init });
        return new BrowserChannel(this, number);
    }

    /// <summary>The channel with that label, as soon as it exists.</summary>
    public async Task<BrowserChannel> ReceivedAsync(string label)
    {
        await UntilAsync("label => peer.find(label) >= 0", label);
        var number = await EvaluateAsync<int>("label => peer.find(label)", label);
        return new BrowserChannel(this, number);
    }

    public Task<T> EvaluateAsync<T>(string expression, object? argument = null) =>
        Page.EvaluateAsync<T>(expression, argument);

    /// <summary>The states of the page's connection, or why it does not tell.</summary>
    public string Status()
    {
        var status = EvaluateAsync<string>("() => peer.status()");
        try
        {
            return status.Wait(TimeSpan.FromSeconds(10)) ? status.Result : "does not answer";
        }
        catch (AggregateException exception)
        {
            return exception.InnerException!.Message;
        }
    }

    public Task UntilAsync(string condition, object? argument = null) => Page.WaitForFunctionAsync(
        condition,
        argument,
        new PageWaitForFunctionOptions { PollingInterval = 10 });
}
