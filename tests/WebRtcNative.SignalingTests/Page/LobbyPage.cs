using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace WebRtcNative.SignalingTests.Page;

/// <summary>A member of a lobby in a browser.</summary>
internal sealed class LobbyPage
{
    private readonly IPage _page;
    private readonly ConcurrentQueue<string> _errors = new();

    public LobbyPage(IPage page)
    {
        _page = page;
        page.PageError += (_, error) => _errors.Enqueue(error);
    }

    public async Task JoinAsync(string url, string name, string? room)
    {
        await _page.GotoAsync(url);
        await _page.FillAsync("#name", name);
        if (room != null)
            await _page.FillAsync("#room", room);
        await _page.ClickAsync(room == null ? "#create" : "#join-form button >> nth=0");
        await _page.WaitForSelectorAsync("#lobby:visible");
    }

    public Task<string> RoomAsync() => _page.InnerTextAsync("#room-name");

    public Task SayAsync(string text) => _page.FillAsync("#text", text).ContinueWith(
        _ => _page.PressAsync("#text", "Enter"), TaskScheduler.Default).Unwrap();

    public Task SendFileAsync(string name, byte[] content, string? target = null) => SendFileAsync(
        new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content }, target);

    /// <summary>Until a member is connected, and the page shows how: the candidates' addresses and the round trip.</summary>
    public async Task WaitForConnectionAsync(string member)
    {
        var row = _page.Locator($"#members li.connected[data-member='{member}']");
        await Assertions.Expect(row.Locator(".pair")).ToHaveTextAsync(new Regex(@"host .*:\d+/udp"), new() { Timeout = Long });
        await Assertions.Expect(row.Locator(".rtt")).ToHaveTextAsync(new Regex(@"[\d.]+ ms"), new() { Timeout = Long });
    }

    public Task WaitForLineAsync(string text) =>
        Assertions.Expect(_page.Locator("#chat li", new() { HasTextString = text })).ToHaveCountAsync(1, new() { Timeout = Long });

    public Task WaitForStateAsync(string state) =>
        Assertions.Expect(_page.Locator("#state")).ToHaveTextAsync(state, new() { Timeout = Long });

    public Task WaitForMembersAsync(int count) =>
        Assertions.Expect(_page.Locator("#members li")).ToHaveCountAsync(count, new() { Timeout = Long });

    /// <summary>The content of a file that has arrived whole.</summary>
    public async Task<byte[]> ReceiveFileAsync(string description)
    {
        var row = _page.Locator("#transfers li", new() { HasTextString = description });
        var download = await _page.RunAndWaitForDownloadAsync(() => row.GetByText("Save").ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>Into the artifacts, to be looked at.</summary>
    public Task PhotographAsync(string name) => _page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(AppContext.BaseDirectory, "pictures", $"{name}.png"),
        FullPage = true,
    });

    /// <summary>Whether nothing sticks out to the right.</summary>
    public Task<bool> FitsAsync() =>
        _page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    public Task CloseAsync() => _page.Context.CloseAsync();

    public void AssertNoErrors() => Assert.Empty(_errors);

    private static float Long => (float)Wait.Deadline.TotalMilliseconds;

    private async Task SendFileAsync(FilePayload file, string? target)
    {
        await _page.SelectOptionAsync("#target", target == null ? new SelectOptionValue { Value = "" } : new SelectOptionValue { Label = target });
        await _page.SetInputFilesAsync("#file", file);
    }
}
