using System.Collections.Concurrent;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.GodotAddon;

/// <summary>GDScript on one side, a page in Chromium on the other: a game, and the same game in a browser.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class GodotChromiumTests(ChromiumFixture browser) : BrowserTest(browser)
{
    [BrowserTheory]
    [InlineData("offer")]
    [InlineData("answer")]
    public async Task Send_OfPage_IsSentBackByGodot(string role)
    {
        var toPage = new BlockingCollection<string>();
        var toGodot = new BlockingCollection<string>();
        var running = await Browser.Shared;
        var page = await BrowserPeer.OpenAsync(running.Browser, Browser.Page, toGodot.Add);
        using var godot = await GodotPeer.StartAsync(role, toPage.Add);
        var carrying = Task.WhenAll(
            Task.Run(async () =>
            {
                foreach (var signal in toPage.GetConsumingEnumerable())
                    await page.AcceptAsync(signal);
            }),
            Task.Run(() =>
            {
                foreach (var signal in toGodot.GetConsumingEnumerable())
                    godot.Accept(signal);
            }));

        try
        {
            await page.StartAsync(trickles: true, polite: true, "balanced");
            var channel = role == "offer" ? await page.ReceivedAsync("godot") : await page.CreateChannelAsync("page");
            await channel.UntilStateAsync("open");
            await channel.SendTextAsync("Grüße\0 🎲");
            Assert.Equal("", await channel.TrySendAsync("content.pattern(100000)"));
            Assert.Equal("", await channel.TrySendAsync("''"));

            await channel.UntilReceivedAsync(3);
            Assert.Equal("Grüße\0 🎲", await channel.AskMessagesAsync<string>("messages[0]"));
            Assert.Equal(100_000, await channel.AskMessagesAsync<int>("messages[1].byteLength"));
            Assert.Equal("", await channel.AskMessagesAsync<string>("content.judgePattern(messages[1])"));
            Assert.Equal("empty", await channel.AskMessagesAsync<string>("messages[2]"));
            Assert.Empty(await page.EvaluateAsync<string[]>("() => peer.failures"));
        }
        finally
        {
            toPage.CompleteAdding();
            toGodot.CompleteAdding();
            await page.Page.CloseAsync();
            await carrying.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(Wait.Deadline);
        }
    }
}
