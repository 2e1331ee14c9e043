using Microsoft.Playwright;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Base of the tests against Chromium: pairs are closed when the test is over, pages first.</summary>
[Collection(ChromiumCollection.Name)]
public abstract class BrowserTest(ChromiumFixture chromium) : NativeTest, IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> _owned = new();

    private protected ChromiumFixture Chromium { get; } = chromium;

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

    private protected Task<BrowserPair> StartPairAsync(BrowserPairOptions? options = null) =>
        StartPairAsync(Chromium.Browser, Chromium.Page, options);

    private protected async Task<BrowserPair> StartPairAsync(
        IBrowser browser, Uri page, BrowserPairOptions? options = null) =>
        OwnAsync(await BrowserPair.StartAsync(browser, page, options ?? new BrowserPairOptions()));

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
