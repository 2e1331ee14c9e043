using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>Connections that a room makes.</summary>
public sealed class PeerTests : NativeTest
{
    [Fact]
    public async Task Connect_OneSide_GivesAConnectedConnection()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        var texts = new List<string>();
        ann.ConnectionReceived += (_, received) => received.Connection.DataChannelReceived += async (_, channel) =>
        {
            if (await channel.ReceiveAsync() is { } message)
                texts.Add($"{received.Member.Name}: {message.Text}");
        };

        var connection = await bob.ConnectAsync(bob.Host).WaitAsync(Wait.Deadline);
        await connection.CreateDataChannel("chat").SendAsync("hello");

        Wait.Until(() => texts.Count > 0, "the text to arrive");
        Assert.Equal(PeerConnectionState.Connected, connection.ConnectionState);
        Assert.Equal(["Bob: hello"], texts);
        Assert.Same(connection, await bob.ConnectAsync(bob.Host));
    }

    [Fact]
    public async Task Join_HandlersInConfigure_MissNothing()
    {
        await using var server = await SignalingServer.StartAsync();
        var bob = await server.JoinAsync("room", "Bob");
        var connecting = new TaskCompletionSource<Task<PeerConnection>>();
        bob.MemberJoined += (_, member) =>
        {
            bob.SendAsync(member, "welcome");
            connecting.SetResult(bob.ConnectAsync(member));
        };
        var received = new List<string>();

        await server.JoinAsync("room", "Ann", options => options with
        {
            Configure = ann =>
            {
                Assert.Equal("Bob", ann.Host.Name);
                ann.MessageReceived += (_, message) => received.Add(message.Text);
                ann.ConnectionReceived += (_, connection) => received.Add(connection.Member.Name);
            },
        });
        await (await connecting.Task.WaitAsync(Wait.Deadline)).WaitAsync(Wait.Deadline);

        Assert.Equal(["welcome", "Bob"], received);
    }

    [Fact]
    public async Task Mesh_OptionsThatNoChannelCanHave_ThrowsAtOnce()
    {
        await using var server = await SignalingServer.StartAsync();
        var room = await server.JoinAsync("room", "Ann");
        DataChannelOptions[] wrong = [new() { MaxRetransmits = 70_000 }, new() { MaxRetransmits = 1, MaxPacketLifeTime = TimeSpan.Zero }, new() { Id = -1 }];

        Assert.All(wrong, channel => Assert.ThrowsAny<ArgumentException>(() => new Mesh(room, new MeshOptions { Channel = channel })));
        Assert.Throws<ArgumentException>(() => new Mesh(room, new MeshOptions { Label = new string('x', 65_536) }));
        Assert.Throws<ArgumentNullException>(() => new Mesh(room, new MeshOptions { Label = null! }));
        Assert.Throws<ArgumentNullException>(() => new Mesh(room, new MeshOptions { Channel = null! }));
        await using var mesh = new Mesh(room, new MeshOptions { Label = "game", Channel = new() { Ordered = false, Id = 7 } });
        Assert.Empty(mesh.Peers);
    }

    [Fact]
    public async Task Mesh_SendNullAndNobodyThere_ThrowsAllTheSame()
    {
        await using var server = await SignalingServer.StartAsync();
        await using var mesh = new Mesh(await server.JoinAsync("room", "Ann"));

        Assert.Throws<ArgumentNullException>(() => { _ = mesh.SendAsync((string)null!); });
    }

    [Fact]
    public async Task Join_ConfigureThrows_LeavesTheRoom()
    {
        await using var server = await SignalingServer.StartAsync();
        var bob = await server.JoinAsync("room", "Bob");
        var left = 0;
        bob.MemberLeft += (_, _) => left++;

        await Assert.ThrowsAsync<NotSupportedException>(() => server.JoinAsync(
            "room", "Ann", options => options with { Configure = _ => throw new NotSupportedException("no") }));

        Wait.Until(() => left == 1, "Ann to leave");
        Assert.Equal([bob.Self], bob.Members);
    }

    [Fact]
    public async Task Connect_BothSidesAtOnce_IsOneConnection()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        Wait.Until(() => ann.Members.Count == 2, "Bob to be known");
        var options = new DataChannelOptions { Negotiated = true, Id = 7 };
        var channels = new DataChannel[2];

        var connected = await Task.WhenAll(
            ann.ConnectAsync(ann.Members[1], connection => channels[0] = connection.CreateDataChannel("both", options)),
            bob.ConnectAsync(bob.Members[0], connection => channels[1] = connection.CreateDataChannel("both", options))).WaitAsync(Wait.Deadline);
        await channels[0].SendAsync("to Bob");
        await channels[1].SendAsync("to Ann");

        Assert.Equal("to Ann", (await channels[0].ReceiveAsync())!.Text);
        Assert.Equal("to Bob", (await channels[1].ReceiveAsync())!.Text);
        Assert.All(connected, connection => Assert.Equal(PeerConnectionState.Connected, connection.ConnectionState));
    }

    [Fact]
    public async Task Connect_AfterClose_IsANewConnection()
    {
        await using var server = await SignalingServer.StartAsync();
        await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        var first = await bob.ConnectAsync(bob.Host).WaitAsync(Wait.Deadline);

        first.Close();
        var second = await bob.ConnectAsync(bob.Host).WaitAsync(Wait.Deadline);

        Assert.NotSame(first, second);
        Assert.Equal(PeerConnectionState.Connected, second.ConnectionState);
    }

    /// <summary>The server dies, the peers do not notice.</summary>
    [Fact]
    public async Task ServerGone_ConnectedPeers_GoOnTalking()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        await using var meshes = new Meshes(ann, bob);
        meshes.WaitUntilFull();

        await server.KillAsync();
        Wait.Until(() => ann.State == RoomState.Reconnecting && bob.State == RoomState.Reconnecting, "both to notice");
        await meshes.All[0].SendAsync("still here");

        meshes.WaitFor("Bob has Ann: still here");
        Assert.Single(meshes.All[0].Peers);
    }

    [Fact]
    public async Task Connect_PolledQueue_RaisesEverythingInPoll()
    {
        await using var server = await SignalingServer.StartAsync();
        using var queue = new EventQueue();
        var ann = await server.JoinAsync("room", "Ann", options => options with { Queue = queue });
        var bob = await server.JoinAsync("room", "Bob");
        var threads = new HashSet<int>();
        var connected = 0;
        ann.MemberJoined += (_, _) => threads.Add(Environment.CurrentManagedThreadId);
        ann.MessageReceived += (_, _) => threads.Add(Environment.CurrentManagedThreadId);
        ann.ConnectionReceived += (_, received) =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            received.Connection.ConnectionStateChanged += (_, state) => connected += state == PeerConnectionState.Connected ? 1 : 0;
        };

        await bob.SendAsync("hello");
        var connecting = bob.ConnectAsync(bob.Host);
        var (thread, pollers) = (0, new HashSet<int>());
        Wait.Until(() => connected > 0 && connecting.IsCompletedSuccessfully, "the connection", () =>
        {
            pollers.Add(thread = Environment.CurrentManagedThreadId);
            queue.Poll();
        });

        Assert.Equal([thread], pollers);
        Assert.Equal([thread], threads);
        Assert.Equal(2, ann.Members.Count);
    }

    [Fact]
    public async Task Mesh_Four_EachHearsAllOthersAndALeaverIsGone()
    {
        await using var server = await SignalingServer.StartAsync();
        var rooms = new List<Room>();
        foreach (var name in (string[])["Ann", "Bob", "Cid", "Dan"])
            rooms.Add(await server.JoinAsync("room", name));
        await using var meshes = new Meshes([.. rooms]);
        meshes.WaitUntilFull();

        foreach (var (mesh, room) in meshes.All.Zip(rooms))
            await mesh.SendAsync($"I am {room.Self.Name}");
        foreach (var to in rooms)
        {
            foreach (var from in rooms.Where(from => from != to))
                meshes.WaitFor($"{to.Self.Name} has {from.Self.Name}: I am {from.Self.Name}");
        }
        await rooms[0].DisposeAsync();

        Wait.Until(() => meshes.All.Skip(1).All(mesh => mesh.Peers.Count == 2), "three to be left");
    }

    [Fact]
    public async Task Connect_MemberLeavesMeanwhile_Ends()
    {
        await using var server = await SignalingServer.StartAsync();
        var raw = await server.ConnectRawAsync(); // never answers
        await raw.JoinAsync("room");
        var bob = await server.JoinAsync("room", "Bob");

        var connecting = bob.ConnectAsync(bob.Host);
        await raw.DisposeAsync();
        await bob.LeaveAsync();
        await bob.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => connecting.WaitAsync(Wait.Deadline));
    }

    [Fact]
    public async Task Receive_NonsenseOfAnotherMember_HarmsNothing()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var raw = await server.ConnectRawAsync();
        await raw.JoinAsync("room");
        var bob = await server.JoinAsync("room", "Bob");
        string[] nonsense =
        [
            "", "{", "7", "{\"generation\":1}", "{\"generation\":\"x\"}", "{\"generation\":1,\"description\":7}", "{\"generation\":9999999999}",
            "{\"generation\":1,\"description\":{\"type\":\"offer\",\"sdp\":\"v=0\"}}", "{\"generation\":1,\"candidate\":{\"candidate\":\"x\"}}",
            "{\"generation\":2147483647,\"bye\":true}",
        ];

        var items = nonsense.Select(text => new { kind = "message", topic = "webrtc", text });
        Assert.Null(await raw.ErrorOfAsync("Send", new { number = 1, items }));
        var connection = await bob.ConnectAsync(bob.Host).WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Connected, connection.ConnectionState);
        Assert.Equal(RoomState.Connected, ann.State);
    }
}
