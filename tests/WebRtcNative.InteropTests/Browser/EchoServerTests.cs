using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.SampleTests;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>A browser, and a server that runs on another system.</summary>
public abstract class EchoServerTests(BrowserFixture browser) : BrowserTest(browser)
{
    [OtherSystemBrowserFact(nameof(OtherSystem.Musl))]
    public Task EchoServerOnMusl_FileOfTheBrowser_ComesBackWhole() => SendFileAsync(OtherSystem.Musl);

    [OtherSystemBrowserFact(nameof(OtherSystem.Arm64))]
    public Task EchoServerOnArm64_FileOfTheBrowser_ComesBackWhole() => SendFileAsync(OtherSystem.Arm64);

    [OtherSystemBrowserFact(nameof(OtherSystem.Windows))]
    public Task EchoServerOnWindows_FileOfTheBrowser_ComesBackWhole() => SendFileAsync(OtherSystem.Windows);

    private async Task SendFileAsync(OtherSystem system)
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var programs = new SystemPrograms(system);
        using var server = programs.Start("EchoServer", "--urls", "http://127.0.0.1:0");
        var line = await server.ReadUntilAsync("Now listening on: ", late.Token);
        var page = await (await Browser.Shared).Browser.NewPageAsync();
        try
        {
            page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
            await page.GotoAsync(line[line.IndexOf("http://", StringComparison.Ordinal)..]);
            await page.AddScriptTagAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "browser", "file.js") });

            Assert.Equal("", await page.EvaluateAsync<string>("() => sendFile(8 * 1024 * 1024)"));
        }
        finally
        {
            await page.CloseAsync();
        }

        server.Terminate();
        var exitCode = await server.WaitForExitAsync(late.Token);
        if (system != OtherSystem.Windows) // SIGTERM is nothing that a program for Windows hears of
            Assert.Equal(0, exitCode);
    }
}
