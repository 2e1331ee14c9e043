using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.SampleTests;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>samples/MiniSfu with its page, whose camera is Chromium's own test picture.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class MiniSfuTests(ChromiumFixture browser) : BrowserTest(browser)
{
    [BrowserFact]
    public async Task Pages_OneSendsTwoWatch_SeeItWithoutACoder()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var server = new RunningProgram("MiniSfu", "--urls", "http://127.0.0.1:0");
        var line = await server.ReadUntilAsync("Now listening on: ", late.Token);
        var address = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]);
        using var http = new HttpClient();

        var early = await OpenAsync(address, "#watch"); // before there is anything to see
        var sender = await OpenAsync(address, "#send");
        await MovingPicture.AssertShownAsync(early);
        var second = await OpenAsync(address, "#watch"); // needs a key frame of its own
        await MovingPicture.AssertShownAsync(second);

        var status = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(new Uri(address, "status"), late.Token));
        Assert.Equal(2, status.GetProperty("viewers").GetInt32());
        Assert.False(status.GetProperty("isDecoded").GetBoolean());
        Assert.Equal("pre-encoded", Assert.Single(status.GetProperty("encoders").EnumerateArray()).GetString());

        await sender.CloseAsync();
        var next = await OpenAsync(address, "#send"); // takes the place of the one that has gone
        await MovingPicture.AssertShownAsync(second);

        foreach (var page in new[] { early, second, next })
            await page.CloseAsync();
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync(late.Token));
    }

    [BrowserFact]
    public async Task Watch_OfferWithoutPictures_IsRefused()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var server = new RunningProgram("MiniSfu", "--urls", "http://127.0.0.1:0");
        var line = await server.ReadUntilAsync("Now listening on: ", late.Token);
        using var http = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]) };
        using var connection = new PeerConnection();
        using var channel = connection.CreateDataChannel("no pictures");
        var offer = await connection.CreateOfferAsync(null, late.Token);

        foreach (var path in new[] { "/watch", "/send" })
        {
            using var content = new StringContent(offer.ToJson(), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, late.Token);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("no pictures", await answer.Content.ReadAsStringAsync(late.Token), StringComparison.Ordinal);
        }
    }

    private async Task<IPage> OpenAsync(Uri address, string button)
    {
        var page = await (await Browser.Shared).Browser.NewPageAsync();
        page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
        await page.GotoAsync(address.ToString());
        await page.ClickAsync(button);
        return page;
    }
}
