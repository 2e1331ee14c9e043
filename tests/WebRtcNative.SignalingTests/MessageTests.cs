using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>Messages through the server, and what becomes of them when the way to it is cut.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task Send_ToAll_ArrivesInOrderAndNotAtTheSender()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        var (atAnn, atBob) = (new Recorder(ann), new Recorder(bob));

        var texts = Enumerable.Range(0, 300).Select(number => $"{number} Grüße, 你好, 👋 \0").ToList();
        await Task.WhenAll(texts.Select(ann.SendAsync)).WaitAsync(Wait.Deadline);

        atBob.WaitFor($"Ann: {texts[^1]}");
        Assert.Equal(texts.Select(text => $"Ann: {text}"), atBob.Events);
        Assert.DoesNotContain(atAnn.Events, text => text.StartsWith("Ann", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ToOne_IsSeenByNobodyElse()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        var cid = await server.JoinAsync("room", "Cid");
        Wait.Until(() => bob.Members.Count == 3, "Cid to be known");
        var (atBob, atCid) = (new Recorder(bob), new Recorder(cid));

        await cid.SendAsync(cid.Members[1], "psst");
        await cid.SendAsync("hello");
        await ann.SendAsync("end");

        atBob.WaitFor("Ann: end");
        atCid.WaitFor("Ann: end");
        Assert.Equal(["Cid: psst", "Cid: hello", "Ann: end"], atBob.Events);
        Assert.Equal(["Ann: end"], atCid.Events);
    }

    [Fact]
    public async Task Send_ToOneThatHasLeft_IsAnError()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        var gone = bob.Host;
        await ann.LeaveAsync();

        var error = await Assert.ThrowsAsync<RoomException>(() => bob.SendAsync(gone, "hello"));
        await bob.SendAsync("still here");

        Assert.Equal(RoomErrorType.NoSuchMember, error.ErrorType);
    }

    [Fact]
    public async Task Send_TooLarge_IsAnErrorAndTheNextArrives()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        var events = new Recorder(bob);

        var largest = new string('"', 64 * 1024); // six bytes of JSON each
        var error = await Assert.ThrowsAsync<RoomException>(() => ann.SendAsync(largest + "x"));
        await ann.SendAsync(largest).WaitAsync(Wait.Deadline);

        events.WaitFor($"Ann: {largest}");
        Assert.Equal(RoomErrorType.TooLarge, error.ErrorType);
    }

    /// <summary>The line of each of two members is cut again and again, in the middle of whatever is on its way.</summary>
    [Fact]
    public async Task Cut_Repeatedly_EveryMessageArrivesOnceAndInOrder()
    {
        const int Count = 1500;
        await using var server = await SignalingServer.StartAsync(options => options.MessagesPerSecond = 5000);
        await using var way = new CuttableProxy(server.Address);
        await using var ann = await Room.JoinAsync(way.Address, "room", new RoomOptions { Name = "Ann" });
        await using var bob = await Room.JoinAsync(way.Address, "room", new RoomOptions { Name = "Bob" });
        var (atAnn, atBob) = (new Recorder(ann), new Recorder(bob));

        var accepted = new List<Task>();
        for (var i = 0; i < Count; i++)
        {
            accepted.Add(ann.SendAsync($"{i}"));
            accepted.Add(bob.SendAsync($"{i}"));
            if (i % 250 == 100)
            {
                var seen = atBob.Events.Length;
                Wait.Until(() => atBob.Events.Length > seen, "something to be on its way");
                way.Cut();
                Wait.Until(() => ann.State == RoomState.Reconnecting && bob.State == RoomState.Reconnecting, "both to notice");
                way.Restore();
            }
        }
        await Task.WhenAll(accepted).WaitAsync(Wait.Deadline);

        atAnn.WaitFor($"Bob: {Count - 1}");
        atBob.WaitFor($"Ann: {Count - 1}");
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"Bob: {i}"), atAnn.Events.Where(text => text.StartsWith("Bob:", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"Ann: {i}"), atBob.Events.Where(text => text.StartsWith("Ann:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cut_Member_IsLostThenBackAndMissesNothing()
    {
        await using var server = await SignalingServer.StartAsync();
        await using var way = new CuttableProxy(server.Address);
        var ann = await server.JoinAsync("room", "Ann");
        await using var bob = await Room.JoinAsync(way.Address, "room", new RoomOptions { Name = "Bob" });
        var (atAnn, atBob) = (new Recorder(ann), new Recorder(bob));

        way.Cut();
        atAnn.WaitFor("Bob lost");
        await ann.SendAsync("while you were away");
        var sending = bob.SendAsync("while I was away");
        await server.JoinAsync("room", "Cid");
        way.Restore();

        await sending.WaitAsync(Wait.Deadline);
        atAnn.WaitFor("Bob: while I was away");
        atBob.WaitFor("Cid joined");
        Assert.Equal(["Bob lost", "Cid joined", "Bob back", "Bob: while I was away"], atAnn.Events.Where(text => text != "Bob joined"));
        Assert.Equal(["Ann: while you were away", "Cid joined"], atBob.Events.Where(text => !text.StartsWith("Bob", StringComparison.Ordinal)));
        Assert.Contains(RoomState.Reconnecting, atBob.States);
        Assert.Equal(RoomState.Connected, bob.State);
    }

    [Fact]
    public async Task Cut_TooLong_MemberHasLeftAndItsRoomSaysWhy()
    {
        await using var server = await SignalingServer.StartAsync(options => options.LeftAfter = TimeSpan.FromSeconds(0.3));
        await using var way = new CuttableProxy(server.Address);
        var ann = await server.JoinAsync("room", "Ann");
        await using var bob = await Room.JoinAsync(way.Address, "room", new RoomOptions { Name = "Bob" });
        var events = new Recorder(ann);

        way.Cut();
        events.WaitFor("Bob lost", "Bob left");
        way.Restore();

        Wait.Until(() => bob.State == RoomState.Closed, "the room to say that it is over");
        Assert.Equal(RoomErrorType.SessionOver, bob.Error!.ErrorType);
        Assert.Equal(RoomErrorType.SessionOver, (await Assert.ThrowsAsync<RoomException>(() => bob.SendAsync("x"))).ErrorType);
        Assert.Single(ann.Members);
    }

    [Fact]
    public async Task Leave_WhileTheServerIsGone_Ends()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        await server.KillAsync();

        var sending = ann.SendAsync("nobody hears");
        await ann.LeaveAsync().WaitAsync(Wait.Deadline);

        Assert.Equal(RoomErrorType.Closed, (await Assert.ThrowsAsync<RoomException>(() => sending)).ErrorType);
    }
}
