using System.Security.Cryptography;
using WebRtcNative.SampleTests;
using WebRtcNative.SignalingTests.Cluster;

namespace WebRtcNative.SignalingTests.Page;

/// <summary>The sample Lobby: pages in Chromium, and a member in a terminal.</summary>
public sealed class LobbyTests
{
    [PageFact]
    public async Task Lobby_ThreePagesAndATerminal_TalkAndSendFiles()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var lobby = new RunningProgram("Lobby", "serve", "--port", "0");
        var url = await AddressOfAsync(lobby, late.Token);
        await using var browser = await LobbyBrowser.LaunchAsync();
        var folder = Directory.CreateTempSubdirectory("webrtcnative-lobby-");

        var ann = await browser.JoinAsync(url, "Ann", room: null);
        var room = await ann.RoomAsync();
        var bob = await browser.JoinAsync(url, "Bob", room);
        var cid = await browser.JoinAsync(url, "Cid", room, width: 390, height: 844); // a phone
        using var terminal = new RunningProgram("Lobby", "join", url, room, "--name", "Terminal", "--directory", folder.FullName);
        (string Name, LobbyPage Page)[] pages = [("Ann", ann), ("Bob", bob), ("Cid", cid)];
        foreach (var (name, page) in pages)
        {
            foreach (var other in (string[])["Ann", "Bob", "Cid", "Terminal"])
            {
                if (other != name)
                    await page.WaitForConnectionAsync(other);
            }
        }
        // So that the terminal has all three too.
        await terminal.ReadUntilAsync("is connected", late.Token);
        await terminal.ReadUntilAsync("is connected", late.Token);
        await terminal.ReadUntilAsync("is connected", late.Token);

        await ann.SayAsync("Hello, all of you. Grüße, 👋");
        await terminal.TypeAsync("Hello from a terminal.");
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        await bob.SendFileAsync("three.bin", content);
        await cid.SendFileAsync("for ann.bin", content[..1000], target: "Ann");

        foreach (var (_, page) in pages)
        {
            await page.WaitForLineAsync("Ann Hello, all of you. Grüße, 👋");
            await page.WaitForLineAsync("Terminal Hello from a terminal.");
        }
        Assert.Equal("Ann: Hello, all of you. Grüße, 👋", await terminal.ReadUntilAsync("Ann: ", late.Token));
        Assert.Equal("Bob has sent three.bin, 3000000 bytes.", await terminal.ReadUntilAsync("has sent", late.Token));
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "three.bin")));
        Assert.Equal(content, await ann.ReceiveFileAsync("three.bin from Bob"));
        Assert.Equal(content, await cid.ReceiveFileAsync("three.bin from Bob"));
        Assert.Equal(content[..1000], await ann.ReceiveFileAsync("for ann.bin from Cid"));

        await ann.PhotographAsync("lobby-desktop");
        await cid.PhotographAsync("lobby-phone");
        Assert.True(await ann.FitsAsync() && await cid.FitsAsync(), "A page is wider than its window.");

        await bob.CloseAsync();
        terminal.EndInput();
        await ann.WaitForLineAsync("Terminal has left.");
        await terminal.WaitForExitAsync(late.Token);
        ann.AssertNoErrors();
        cid.AssertNoErrors();
        folder.Delete(recursive: true);
    }

    /// <summary>Two nodes with Redis survive the death of one, with the page open, while other members send all the time.</summary>
    [PageFact]
    public async Task Lobby_NodeKilled_PagesResumeOnTheOtherAndNothingIsLost()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var redis = new RedisServer();
        using var a = new RunningProgram("Lobby", "serve", "--port", "0", "--redis", redis.Configuration);
        using var b = new RunningProgram("Lobby", "serve", "--port", "0", "--redis", redis.Configuration);
        var (atA, atB) = (await AddressOfAsync(a, late.Token), await AddressOfAsync(b, late.Token));
        await using var browser = await LobbyBrowser.LaunchAsync();
        var ann = await browser.JoinAsync($"{atA}?server={Uri.EscapeDataString(atB + "/signaling")}", "Ann", "room");
        var bob = await browser.JoinAsync($"{atB}?server={Uri.EscapeDataString(atA + "/signaling")}", "Bob", "room");
        await ann.WaitForConnectionAsync("Bob");
        await using var talk = await Talk.BeginAsync(await JoinAsync("Dan", atA, atB), await JoinAsync("Eve", atB, atA));

        a.Kill();
        await ann.SayAsync("Did you notice?"); // peer to peer
        await bob.WaitForLineAsync("Did you notice?");
        await ann.WaitForStateAsync("connected");
        var cid = await browser.JoinAsync(atB, "Cid", "room");

        await cid.WaitForConnectionAsync("Ann");
        await cid.WaitForConnectionAsync("Bob");
        await cid.SayAsync("I am new.");
        await ann.WaitForLineAsync("I am new.");
        await ann.WaitForMembersAsync(3);
        ann.AssertNoErrors();
        bob.AssertNoErrors();
        await talk.UntilAllAreBackAsync();
        await talk.EndAsync();
        talk.AssertEachHeardAllOnceAndInOrder();
    }

    private static Task<Room> JoinAsync(string name, string node, string other) => Room.JoinAsync(
        new Uri($"{node}/signaling"), "another room", new RoomOptions { Name = name, OtherServers = [new Uri($"{other}/signaling")] });

    private static async Task<string> AddressOfAsync(RunningProgram lobby, CancellationToken cancellation) =>
        (await lobby.ReadUntilAsync("Listening on ", cancellation))["Listening on ".Length..];
}
