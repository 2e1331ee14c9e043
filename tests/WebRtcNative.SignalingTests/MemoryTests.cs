using System.Net.WebSockets;
using System.Text;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>What clients leave behind in the server. Each test moves many times more bytes than may stay.</summary>
public sealed class MemoryTests
{
    private const long MayStay = 6 * 1024 * 1024;
    private const long MayStayInProcess = 384 * 1024 * 1024; // the process has the test runner and the clients too

    private static readonly string s_large = new('x', 60_000);

    /// <summary>12 MB in the logs of 200 rooms.</summary>
    [Fact]
    public async Task Rooms_ManyMadeAndLeft_LeaveNothing()
    {
        await using var server = await SignalingServer.StartAsync(options => options.LostAfter = TimeSpan.FromSeconds(2));
        await VisitAsync(server, "warm-up");
        var before = Memory.Now();

        for (var round = 0; round < 10; round++)
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => VisitAsync(server, $"{round} {i}")));

        before.AssertIsNear();
    }

    /// <summary>Clients that join, and never read: 12 MB are for each of them.</summary>
    [Fact]
    public async Task SlowReaders_Disconnected_LeaveNothing()
    {
        await using var server = await SignalingServer.StartAsync(options =>
        {
            options.MaxPendingBytes = 64 * 1024 * 1024;
            options.LostAfter = TimeSpan.FromSeconds(2);
            options.LeftAfter = TimeSpan.FromSeconds(1);
        });
        await VisitAsync(server, "warm-up");
        var before = Memory.Now();
        await using (var ann = await Room.JoinAsync(server.Address, "room", new RoomOptions { Name = "Ann" }))
        {
            var events = new Recorder(ann);
            var sloths = new List<ClientWebSocket>();
            for (var i = 0; i < 3; i++)
            {
                var sloth = new ClientWebSocket();
                sloths.Add(sloth);
                await sloth.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws" }.Uri, default);
                await SendAsync(sloth, "{\"protocol\":\"json\",\"version\":1}\u001e");
                await SendAsync(sloth, $$"""{"type":1,"target":"Join","arguments":[{"room":"room","name":"{{i}}"}]}""" + '\u001e');
                events.WaitFor($"{i} joined");
            }
            await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ann.SendAsync(s_large))).WaitAsync(Wait.Deadline);
            events.WaitFor([.. Enumerable.Range(0, 3).Select(i => $"{i} left")]);
            sloths.ForEach(sloth => sloth.Dispose());
        }

        before.AssertIsNear();
    }

    /// <summary>Messages above the limit, floods that are refused, and connections that never join.</summary>
    [Fact]
    public async Task Floods_Ended_LeaveNothing()
    {
        await using var server = await SignalingServer.StartAsync(options =>
        {
            options.MessageBurst = 64;
            options.LostAfter = TimeSpan.FromSeconds(2);
            options.JoinTimeout = TimeSpan.FromSeconds(3);
        });
        await VisitAsync(server, "warm-up");
        var before = Memory.Now();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SayNothingAsync(server)));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendWithoutEndAsync(server)));
        await Task.WhenAll(Enumerable.Range(0, 2).Select(i => FloodAsync(server, $"flood {i}")));

        before.AssertIsNear();
    }

    private static async Task VisitAsync(SignalingServer server, string room)
    {
        await using var client = await RawClient.ConnectAsync(server.Address);
        await client.JoinAsync(room);
        Assert.Null(await client.SendAsync(1, s_large));
        await client.CallAsync("Send", new { number = 2, items = new[] { new { kind = "leave" } } });
    }

    private static async Task SayNothingAsync(SignalingServer server)
    {
        await using var client = await RawClient.ConnectAsync(server.Address);
        await client.Closed.WaitAsync(Wait.Deadline);
    }

    private static async Task FloodAsync(SignalingServer server, string room)
    {
        await using var client = await RawClient.ConnectAsync(server.Address);
        await client.JoinAsync(room);
        try
        {
            for (var number = 1L; client.Over.IsEmpty;)
                number += await client.SendAsync(number, s_large) == null ? 1 : 0;
        }
        catch (InvalidOperationException)
        {
            // Disconnected in the middle.
        }
    }

    // One message that does not end; the server ends the connection.
    private static async Task SendWithoutEndAsync(SignalingServer server)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws" }.Uri, default);
        await SendAsync(socket, "{\"protocol\":\"json\",\"version\":1}\u001e");
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var sent = 0L; sent < 1L << 40; sent += s_large.Length)
                await SendAsync(socket, s_large);
        }).WaitAsync(Wait.Deadline);
    }

    private static Task SendAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The memory at some time.</summary>
    private sealed record Memory(long Managed, long Process)
    {
        public static Memory Now() => new(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);

        public void AssertIsNear()
        {
            Memory now = this;
            // What ends does so on other threads.
            Wait.Until(
                () => (now = Now()).Managed < Managed + MayStay && now.Process < Process + MayStayInProcess,
                () => $"{Managed:N0} and {Process:N0} bytes of before; there were {now.Managed:N0} and {now.Process:N0}");
        }
    }
}
