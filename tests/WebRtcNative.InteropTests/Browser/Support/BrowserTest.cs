using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Base of the tests against a browser: pairs are closed when the test is over, pages first.</summary>
public abstract class BrowserTest(BrowserFixture browser) : NativeTest, IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> _owned = new();

    private protected BrowserFixture Browser { get; } = browser;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        while (_owned.TryPop(out var owned))
            await owned.DisposeAsync();
    }

    private protected T OwnAsync<T>(T disposable)
        where T : IAsyncDisposable
    {
        _owned.Push(disposable);
        return disposable;
    }

    private protected async Task<BrowserPair> StartPairAsync(BrowserPairOptions? options = null) =>
        await StartPairAsync(await Browser.Shared, options);

    private protected async Task<BrowserPair> StartPairAsync(
        RunningBrowser browser, BrowserPairOptions? options = null) =>
        OwnAsync(await BrowserPair.StartAsync(browser.Browser, Browser.Page, options ?? new BrowserPairOptions()));

    /// <summary>Proves that the channel, open, carries messages in both directions.</summary>
    private protected static async Task AssertCarriesAsync(BrowserPair pair, DataChannel ours, BrowserChannel theirs)
    {
        var text = $"there and back, {ours.Label}";
        await theirs.EchoAsync();
        ours.Send(text);
        pair.Until(() => ours.AvailableMessageCount > 0, "the echo");
        Assert.Equal(text, (await ours.ReceiveAsync())!.Text);
    }
}
