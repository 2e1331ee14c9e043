using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>Clients that follow no rule get clear errors, and harm no one.</summary>
public sealed class HostileTests
{
    public static TheoryData<string, object?, string> WrongJoins => new()
    {
        { "null", null, "bad-request" },
        { "no name", new { room = "room" }, "bad-request" },
        { "empty name", new { room = "room", name = "" }, "bad-request" },
        { "empty room", new { room = "", name = "x" }, "bad-request" },
        { "control character", new { room = "a\nb", name = "x" }, "bad-request" },
        { "long name", new { room = "room", name = new string('x', 65) }, "too-large" },
        { "long room", new { room = new string('x', 65), name = "x" }, "too-large" },
        { "size", new { room = "room", name = "x", sizeLimit = 65 }, "bad-request" },
        { "no size", new { room = "room", name = "x", sizeLimit = 0 }, "bad-request" },
        { "metadata", new { room = "room", name = "x", metadata = new { a = new string('x', 4097) } }, "too-large" },
        { "null in metadata", new { room = "room", name = "x", metadata = new { a = (string?)null } }, "bad-request" },
    };

    public static TheoryData<string, object?, string> WrongSends => new()
    {
        { "null", null, "bad-request" },
        { "no items", new { number = 1 }, "bad-request" },
        { "null item", new { number = 1, items = new object?[] { null } }, "bad-request" },
        { "unknown kind", new { number = 1, items = new[] { new { kind = "dance" } } }, "bad-request" },
        { "no text", new { number = 1, items = new[] { new { kind = "message" } } }, "bad-request" },
        { "large text", new { number = 1, items = new[] { new { kind = "message", text = new string('x', 65537) } } }, "too-large" },
        { "large topic", new { number = 1, items = new[] { new { kind = "message", text = "", topic = new string('x', 33) } } }, "too-large" },
        { "many", new { number = 1, items = Enumerable.Repeat(new { kind = "message", text = "" }, 65) }, "too-large" },
        { "no metadata", new { number = 1, items = new[] { new { kind = "update" } } }, "bad-request" },
        { "number of the future", new { number = 3, items = new[] { new { kind = "message", text = "x" } } }, "bad-request" },
        { "number of the past", new { number = 0, items = new[] { new { kind = "message", text = "x" } } }, "bad-request" },
        { "negative number", new { number = long.MinValue, items = new[] { new { kind = "message", text = "x" } } }, "bad-request" },
    };

    [Theory]
    [MemberData(nameof(WrongJoins))]
    public async Task Join_Wrong_IsAnErrorAndARightOneSucceeds(string what, object? request, string code)
    {
        await using var server = await SignalingServer.StartAsync();
        var raw = await server.ConnectRawAsync();

        Assert.Equal((what, code), (what, await raw.ErrorOfAsync("Join", request)));
        Assert.Null(await raw.ErrorOfAsync("Join", new { room = "room", name = "x" }));
        Assert.Equal("bad-request", await raw.ErrorOfAsync("Join", new { room = "room", name = "x" })); // twice
    }

    [Theory]
    [MemberData(nameof(WrongSends))]
    public async Task Send_Wrong_IsAnErrorAndARightOneArrives(string what, object? request, string code)
    {
        await using var server = await SignalingServer.StartAsync();
        var raw = await server.ConnectRawAsync();
        Assert.Equal("bad-request", await raw.SendAsync(1, "not joined"));
        await raw.JoinAsync("room");
        var ann = await server.JoinAsync("room", "Ann");
        var events = new Recorder(ann);

        Assert.Equal((what, code), (what, await raw.ErrorOfAsync("Send", request)));
        Assert.Null(await raw.SendAsync(1, "right"));
        Assert.Null(await raw.SendAsync(1, "again", "next")); // the first of them was accepted before

        events.WaitFor("raw: next");
        Assert.Equal(["raw: right", "raw: next"], events.Events);
    }

    [Fact]
    public async Task Send_ToAMemberOfAnotherRoom_IsRefused()
    {
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("there", "Ann");
        var events = new Recorder(ann);
        var raw = await server.ConnectRawAsync();
        await raw.JoinAsync("here");

        var reply = await raw.CallAsync(
            "Send", new { number = 1, items = new[] { new { kind = "message", to = ann.Self.Id, text = "x" } } });
        await server.JoinAsync("there", "Bob");

        events.WaitFor("Bob joined");
        Assert.Equal("no-such-member", reply.GetProperty("refused")[0].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(["Bob joined"], events.Events);
    }

    [Fact]
    public async Task Resume_WrongOrOldToken_IsRefusedAndTheMemberStays()
    {
        await using var server = await SignalingServer.StartAsync();
        var owner = await server.ConnectRawAsync();
        var place = await owner.JoinAsync("room");
        var (member, token) = (place.GetProperty("member").GetString(), place.GetProperty("token").GetString());
        var other = await (await server.ConnectRawAsync()).JoinAsync("other");
        var thief = await server.ConnectRawAsync();

        Assert.Equal("session-over", await thief.ErrorOfAsync("Resume", new { room = "room", member, token = "x", number = 1 }));
        Assert.Equal("session-over", await thief.ErrorOfAsync(
            "Resume", new { room = "room", member, token = other.GetProperty("token").GetString(), number = 1 }));
        Assert.Equal("session-over", await thief.ErrorOfAsync("Resume", new { room = "other", member, token, number = 1 }));
        Assert.Equal("session-over", await thief.ErrorOfAsync("Resume", new { room = "nowhere", member, token, number = 1 }));
        Assert.Equal("bad-request", await thief.ErrorOfAsync("Resume", new { room = "room", member, token, number = 99 }));
        Assert.Equal("bad-request", await thief.ErrorOfAsync("Resume", new { room = "room", member, number = 1 }));
        Assert.Null(await owner.SendAsync(1, "still here"));
        Assert.Null(await owner.ErrorOfAsync("Send", new { number = 2, items = new[] { new { kind = "leave" } } }));
        Assert.Equal("session-over", await thief.ErrorOfAsync("Resume", new { room = "room", member, token, number = 1 })); // replayed
    }

    [Fact]
    public async Task Resume_SecondConnection_SupersedesTheFirst()
    {
        await using var server = await SignalingServer.StartAsync();
        var first = await server.ConnectRawAsync();
        var place = await first.JoinAsync("room");
        var second = await server.ConnectRawAsync();

        Assert.Null(await second.ErrorOfAsync("Resume", new
        {
            room = "room",
            member = place.GetProperty("member").GetString(),
            token = place.GetProperty("token").GetString(),
            number = 1,
        }));

        Wait.Until(() => first.Over.Contains("superseded"), "the first to be told");
        Assert.Equal("superseded", await first.SendAsync(1, "of the first"));
        Assert.Null(await second.SendAsync(1, "of the second"));
    }

    [Fact]
    public async Task Send_TooFast_IsRefusedThenEnded_AndOthersTalk()
    {
        await using var server = await SignalingServer.StartAsync(options => options.MessageBurst = 64);
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        var events = new Recorder(bob);
        var raw = await server.ConnectRawAsync();
        await raw.JoinAsync("room");

        var refused = 0;
        try
        {
            for (var number = 1L; raw.Over.IsEmpty; refused++)
                number += await raw.SendAsync(number, [.. Enumerable.Repeat("flood", 32)]) == null ? 32 : 0;
        }
        catch (InvalidOperationException)
        {
            // Disconnected in the middle.
        }
        await ann.SendAsync("hello").WaitAsync(Wait.Deadline);

        events.WaitFor("Ann: hello");
        Assert.InRange(refused, 100, 10_000);
        Wait.Until(() => raw.Over.Contains("too-fast"), "the reason");
    }

    [Fact]
    public async Task Send_MoreThanItsShareOfTheLog_IsRefusedAndOthersTalk()
    {
        await using var server = await SignalingServer.StartAsync(options => options.MaxPendingBytes = 512 * 1024);
        var ann = await server.JoinAsync("room", "Ann");
        var raw = await server.ConnectRawAsync();
        await raw.JoinAsync("room");

        var large = new string('x', 60_000);
        string? error = null;
        for (var number = 1; error == null && number < 100; number++)
            error = await raw.SendAsync(number, large);

        Assert.Equal("too-fast", error);
        await ann.SendAsync(large).WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task Connect_WithoutJoining_IsEnded()
    {
        await using var server = await SignalingServer.StartAsync(options => options.JoinTimeout = TimeSpan.FromSeconds(0.5));

        var raw = await server.ConnectRawAsync();

        await raw.Closed.WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task Call_Nonsense_IsAnErrorAndTheConnectionStays()
    {
        await using var server = await SignalingServer.StartAsync();
        var raw = await server.ConnectRawAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => raw.CallAsync("Dance"));
        await Assert.ThrowsAnyAsync<Exception>(() => raw.CallAsync("Join"));
        await Assert.ThrowsAnyAsync<Exception>(() => raw.CallAsync("Join", 7));
        await Assert.ThrowsAnyAsync<Exception>(() => raw.CallAsync("Join", new { room = 7, name = "x" }));

        Assert.Null(await raw.ErrorOfAsync("Join", new { room = "room", name = "x" }));
    }
}
