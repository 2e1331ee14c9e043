using System.Net;
using System.Net.Sockets;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>Who is in a room, and who may come.</summary>
public sealed class MembershipTests
{
    [Fact]
    public async Task Join_SecondMember_BothSeeBoth()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("lobby", "Ann", options => options with { Metadata = new Dictionary<string, string> { ["color"] = "red" } });
        var events = new Recorder(ann);

        var bob = await server.JoinAsync("lobby", "Bob");

        events.WaitFor("Bob joined");
        Assert.Equal(["Ann", "Bob"], ann.Members.Select(member => member.Name));
        Assert.Equal(["Ann", "Bob"], bob.Members.Select(member => member.Name));
        Assert.Equal("red", bob.Members[0].Metadata["color"]);
        Assert.Equal(ann.Self.Id, bob.Host.Id);
        Assert.Same(bob.Self, bob.Members[1]);
    }

    [Fact]
    public async Task Join_OtherRoom_IsSeenByNobodyHere()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("here", "Ann");
        var events = new Recorder(ann);

        var eve = await server.JoinAsync("there", "Eve");
        await eve.SendAsync("hello");
        await server.JoinAsync("here", "Bob");

        events.WaitFor("Bob joined");
        Assert.Equal(["Bob joined"], events.Events);
    }

    [Fact]
    public async Task Create_Code_IsShortAndJoined()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.CreateAsync("Ann");

        var bob = await server.JoinAsync(ann.Name, "Bob", options => options with { MustExist = true });

        Assert.Matches("^[B-Z2-8]{6}$", ann.Name);
        Assert.Equal(2, bob.Members.Count);
    }

    [Fact]
    public async Task Join_NoSuchRoom_IsAnErrorWhenItMustExist()
    {
        await using var server = await SignalingServer.StartAsync();

        var error = await Assert.ThrowsAsync<RoomException>(
            () => server.JoinAsync("nowhere", "Ann", options => options with { MustExist = true }));

        Assert.Equal(RoomErrorType.NoSuchRoom, error.ErrorType);
    }

    [Fact]
    public async Task Join_FullRoom_IsRefusedUntilOneLeaves()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("duel", "Ann", options => options with { SizeLimit = 2 });
        var bob = await server.JoinAsync("duel", "Bob");

        var error = await Assert.ThrowsAsync<RoomException>(() => server.JoinAsync("duel", "Cid"));
        await bob.LeaveAsync();
        await server.JoinAsync("duel", "Dan");

        Assert.Equal(RoomErrorType.RoomFull, error.ErrorType);
        Assert.Equal(2, ann.SizeLimit);
    }

    [Fact]
    public async Task Seal_ByHost_RefusesNewMembersUntilOpened()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("game", "Ann");
        var bob = await server.JoinAsync("game", "Bob");
        var events = new Recorder(bob);

        await ann.SealAsync();
        var refused = await Assert.ThrowsAsync<RoomException>(() => server.JoinAsync("game", "Cid"));
        var notHost = await Assert.ThrowsAsync<RoomException>(() => bob.SealAsync(false));
        await ann.SealAsync(false);
        await server.JoinAsync("game", "Dan");

        events.WaitFor("Dan joined");
        Assert.Equal(["sealed", "opened", "Dan joined"], events.Events);
        Assert.Equal(RoomErrorType.RoomSealed, refused.ErrorType);
        Assert.Equal(RoomErrorType.NotAllowed, notHost.ErrorType);
    }

    [Fact]
    public async Task Leave_Host_NextOldestIsHost()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("game", "Ann");
        var bob = await server.JoinAsync("game", "Bob");
        var cid = await server.JoinAsync("game", "Cid");
        var events = new Recorder(cid);

        await ann.LeaveAsync();

        events.WaitFor("Ann left", "Bob is host");
        Assert.Equal(bob.Self.Id, cid.Host.Id);
        Assert.DoesNotContain(cid.Members, member => member.Name == "Ann");
        Assert.Equal(RoomState.Closed, await StateAsync(ann));
        Assert.Null(ann.Error);
    }

    [Fact]
    public async Task SetMetadata_Member_IsSeenByAll()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("game", "Ann");
        var bob = await server.JoinAsync("game", "Bob");
        var events = new Recorder(bob);

        await ann.SetMetadataAsync(new Dictionary<string, string> { ["score"] = "7" });

        events.WaitFor("Ann updated");
        Assert.Equal("7", bob.Host.Metadata["score"]);
    }

    [Fact]
    public async Task ReadMembers_Enumeration_HasThePresentAndTheComing()
    {
        await using var server = await SignalingServer.StartAsync();
        await server.JoinAsync("game", "Ann");
        var bob = await server.JoinAsync("game", "Bob");
        var changes = bob.ReadMembersAsync();

        var cid = await server.JoinAsync("game", "Cid");
        await cid.LeaveAsync();
        var seen = new List<string>();
        await foreach (var change in changes)
        {
            seen.Add($"{change.Member.Name} {change.Kind}");
            if (seen.Count == 3)
                await bob.LeaveAsync(); // ends it
        }

        Assert.Equal(["Ann Joined", "Cid Joined", "Cid Left"], seen);
    }

    [Fact]
    public async Task Join_NoServer_IsUnreachable()
    {
        var error = await Assert.ThrowsAsync<RoomException>(() => Room.JoinAsync(new Uri("http://127.0.0.1:1/signaling"), "room"));

        Assert.Equal(RoomErrorType.Unreachable, error.ErrorType);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_ServerSaysNothing_SaysHowLongItWaited()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var error = await Assert.ThrowsAsync<RoomException>(() => Room.JoinAsync(
            new Uri($"http://{silent.LocalEndpoint}/signaling"), "room", new RoomOptions { ServerTimeout = TimeSpan.FromSeconds(0.5) }));

        Assert.Equal(RoomErrorType.Unreachable, error.ErrorType);
        Assert.Contains("/signaling has not answered within 0.5 s (ServerTimeout).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_WrongPath_SaysThatAnotherServerAnswers()
    {
        await using var server = await SignalingServer.StartAsync();

        var error = await Assert.ThrowsAsync<RoomException>(() => Room.JoinAsync(new Uri(server.Address, "/elsewhere"), "room"));

        Assert.Equal(RoomErrorType.Unreachable, error.ErrorType);
        Assert.Contains("/elsewhere answers, but not as a signaling server", error.Message, StringComparison.Ordinal);
        Assert.Contains("404", error.Message, StringComparison.Ordinal);
    }

    private static Task<RoomState> StateAsync(Room room)
    {
        Wait.Until(() => room.State == RoomState.Closed, "the room to be closed");
        return Task.FromResult(room.State);
    }
}
