using System.Globalization;
using Microsoft.Playwright;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

/// <summary>A page in Chromium and a Godot with the addon, who meet through the signaling server: GDScript's WebSocketPeer and JSON on one side,
/// the browser's on the other. Then the page speaks with Godot's WebRTCMultiplayerPeer.</summary>
public sealed class GodotChromiumSessionTests : GodotSignalingTest
{
    private static readonly string s_script = Path.Combine(AppContext.BaseDirectory, "Page", "demo-player.js");

    [GodotChromiumTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Page_MeetsGodotInALobby_EveryMessageComesBackAsItWas(bool godotHosts)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
        await page.AddScriptTagAsync(new() { Path = s_script });
        RunningProgram godot;
        if (godotHosts)
        {
            godot = StartGodot("-");
            await JoinAsync(page, await ReadAsync(godot, "lobby "));
        }
        else
        {
            await JoinAsync(page, "");
            await page.WaitForFunctionAsync("player.lobby !== ''");
            godot = StartGodot(await page.EvaluateAsync<string>("player.lobby"));
        }
        // Godot says its id before its lobby, so that it is known from elsewhere if Godot hosts.
        var id = godotHosts ? 1 : int.Parse(await ReadAsync(godot, "id "), CultureInfo.InvariantCulture);

        await page.WaitForFunctionAsync("id => player.isConnected(id)", id);
        Assert.Equal($"{await page.EvaluateAsync<int>("player.id")}", await ReadAsync(godot, "connected "));
        foreach (var channel in Enumerable.Range(0, 5))
        {
            foreach (var size in channel is 0 or 3 ? new[] { 1, 1200, 100_000, 262_144 } : [1, 1000])
                Assert.Equal("", await page.EvaluateAsync<string>("arguments => player.echo(...arguments)", new[] { id, channel, size }).WaitAsync(Wait.Deadline));
        }

        await page.EvaluateAsync("id => player.peers.get(id).connection.close()", id);
        Assert.Equal($"{await page.EvaluateAsync<int>("player.id")}", await ReadAsync(godot, "disconnected "));
        Assert.Empty(await page.EvaluateAsync<string[]>("player.failures"));
    }

    private Task JoinAsync(IPage page, string lobby) => page.EvaluateAsync("arguments => player.start(...arguments)", new[] { Address, lobby });

    private RunningProgram StartGodot(string lobby) => Own(GodotProgram.Start("demo_client.gd", Address, lobby, "mesh"));

    private async Task<string> ReadAsync(RunningProgram godot, string beginning) => (await godot.ReadUntilAsync(beginning, Late))[beginning.Length..];
}
