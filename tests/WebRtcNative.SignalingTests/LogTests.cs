using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>What a server's log says to its operator, and what it does not say.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Log_MembersLife_IsTold()
    {
        using var log = new LogRecorder();
        await using var server = await SignalingServer.StartAsync(options => options.LeftAfter = TimeSpan.FromSeconds(0.5), To(log));
        var ann = await server.JoinAsync("room", "Ann");
        await using var way = new CuttableProxy(server.Address);
        var bob = server.Own(await Room.JoinAsync(way.Address, "room", new RoomOptions { Name = "Bob" }).WaitAsync(Wait.Deadline));

        log.WaitFor($"Information: Member {ann.Self.Id} has joined the room room.");
        await ann.LeaveAsync();
        log.WaitFor($"Information: Member {ann.Self.Id} has left the room room: left.");
        way.Cut();
        log.WaitFor($"Information: The connection of member {bob.Self.Id} of the room room has ended.");
        log.WaitFor($"Information: Member {bob.Self.Id} has left the room room: lost.");
    }

    [Fact]
    public async Task Log_MemberThatComesBack_IsTold()
    {
        using var log = new LogRecorder();
        await using var server = await SignalingServer.StartAsync(build: To(log));
        await using var way = new CuttableProxy(server.Address);
        var ann = server.Own(await Room.JoinAsync(way.Address, "room", new RoomOptions { Name = "Ann" }).WaitAsync(Wait.Deadline));

        way.Cut();
        way.Restore();

        log.WaitFor($"Information: Member {ann.Self.Id} of the room room has resumed.");
    }

    [Fact]
    public async Task Log_Refusals_SayWhoAndWhy()
    {
        using var log = new LogRecorder();
        await using var server = await SignalingServer.StartAsync(options => options.MaxRoomSize = 1, To(log));
        var raw = await server.ConnectRawAsync();
        var member = (await raw.JoinAsync("room")).GetProperty("member").GetString();
        var second = await server.ConnectRawAsync();

        Assert.Equal("room-full", await second.ErrorOfAsync("Join", new { room = "room", name = "late" }));
        Assert.Equal("bad-request", await raw.SendAsync(7, "a gap"));
        await Assert.ThrowsAnyAsync<Exception>(() => RawClient.ConnectAsync(server.Address, http => http.Headers["Origin"] = "https://evil.example"));

        log.WaitFor("Information: Join of a client that has not joined was refused, room-full: The room has its 1 members.");
        log.WaitFor($"Information: Send of member {member} was refused, bad-request: Item 7 came when 1 was expected.");
        log.WaitFor("Warning: A page from the origin https://evil.example may not connect.");
    }

    /// <summary>At no level, and not by ASP.NET Core either: SignalR writes the arguments of calls at the level Debug.</summary>
    [Fact]
    public async Task Log_SecretsAndContents_AreNotIn()
    {
        using var log = new LogRecorder();
        await using var server = await SignalingServer.StartAsync(
            options =>
            {
                options.Turn.Urls.Add("turn:turn.example");
                options.Turn.Secret = "the-shared-secret";
            },
            To(log));
        var first = await server.ConnectRawAsync();
        var place = await first.CallAsync("Join", new { room = "room", name = "the-name", metadata = new { key = "the-metadata" } });
        await first.SendAsync(1, "the-message");
        await first.CallAsync("Send", new { number = 2, items = new[] { new { kind = "message", text = "the-\0-message", topic = "the-topic" } } });
        await first.DisposeAsync();
        var second = await server.ConnectRawAsync();
        var token = place.GetProperty("token").GetString()!;
        var member = place.GetProperty("member").GetString()!;
        await second.CallAsync("Resume", new { room = "room", member, token, number = 1 });
        await second.CallAsync("IceServers");

        log.WaitFor($"Information: Member {member} of the room room has resumed.");
        var credential = place.GetProperty("iceServers")[0].GetProperty("credential").GetString()!;
        Assert.All(
            [token, credential, "the-shared-secret", "the-message", "the-name", "the-metadata", "the-topic"],
            secret => Assert.DoesNotContain(secret, log.All, StringComparison.Ordinal));
    }

    private static Action<WebApplicationBuilder> To(LogRecorder log) => builder =>
    {
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<ILoggerProvider>(log);
    };
}
