using Microsoft.Playwright;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A browser that has been started. Disposing ends it.</summary>
internal sealed class RunningBrowser(IBrowser browser, ProcessMark mark) : IAsyncDisposable
{
    /// <summary>What opens its pages.</summary>
    public IBrowser Browser { get; } = browser;

    /// <summary>Ends it without a chance to tell anyone.</summary>
    public void Kill() => Assert.NotEqual(0, mark.KillProcesses());

    public ValueTask DisposeAsync() => Browser.DisposeAsync();
}
