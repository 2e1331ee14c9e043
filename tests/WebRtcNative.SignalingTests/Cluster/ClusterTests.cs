using System.Diagnostics;
using System.Net;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests.Cluster;

/// <summary>Several nodes, each a process, with a real Redis.</summary>
public sealed class ClusterTests
{
    /// <summary>Within which members are told the truth about a member of a node that died.</summary>
    private static readonly TimeSpan s_truth = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task TwoNodes_OneRoom_BehavesAsOnOneNode()
    {
        using var redis = new RedisServer();
        using var a = await Node.StartAsync(redis.Configuration);
        using var b = await Node.StartAsync(redis.Configuration);
        await using var ann = await a.JoinAsync("room {1}", "Ann");
        await using var bob = await b.JoinAsync("room {1}", "Bob");
        await using var cid = await a.JoinAsync("room {1}", "Cid");
        var (atAnn, atBob) = (new Recorder(ann), new Recorder(bob));

        await Task.WhenAll(Enumerable.Range(0, 100).SelectMany(i => new[] { ann.SendAsync($"{i}"), bob.SendAsync($"{i}") }));
        await cid.SendAsync(cid.Members[0], "psst");
        await ann.SealAsync();
        var refused = await Assert.ThrowsAsync<RoomException>(() => b.JoinAsync("room {1}", "Dan"));
        await ann.LeaveAsync();

        atBob.WaitFor("Ann: 99", "sealed", "Ann left", "Bob is host");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"Ann: {i}"), Of(atBob, "Ann: "));
        Assert.Equal([.. Enumerable.Range(0, 100).Select(i => $"Bob: {i}")], Of(atAnn, "Bob: "));
        Assert.Equal(RoomErrorType.RoomSealed, refused.ErrorType);
        Assert.Contains("Cid: psst", atAnn.Events);
        Assert.DoesNotContain("Cid: psst", atBob.Events);
    }

    /// <summary>Members of both nodes send all the time; the node of half of them dies.</summary>
    [Fact]
    public async Task NodeKilled_UnderLoad_NothingAcceptedIsLostOrDoubled()
    {
        using var redis = new RedisServer();
        using var a = await Node.StartAsync(redis.Configuration);
        using var b = await Node.StartAsync(redis.Configuration);
        await using var talk = await Talk.BeginAsync(
            await a.JoinAsync("room", "Ann", b), await a.JoinAsync("room", "Bob", b),
            await b.JoinAsync("room", "Cid", a), await b.JoinAsync("room", "Dan", a));

        a.Kill();
        await talk.UntilAllAreBackAsync();

        await talk.EndAsync();
        talk.AssertEachHeardAllOnceAndInOrder();
    }

    [Fact]
    public async Task ThreeNodes_TwoKilledOneAfterTheOther_NothingAcceptedIsLostOrDoubled()
    {
        using var redis = new RedisServer();
        using var a = await Node.StartAsync(redis.Configuration);
        using var b = await Node.StartAsync(redis.Configuration);
        using var c = await Node.StartAsync(redis.Configuration);
        await using var talk = await Talk.BeginAsync(
            await a.JoinAsync("room", "Ann", b, c), await b.JoinAsync("room", "Bob", a, c), await c.JoinAsync("room", "Cid", a, b));

        a.Kill();
        await talk.UntilAllAreBackAsync();
        b.Kill();
        await talk.UntilAllAreBackAsync();

        await talk.EndAsync();
        talk.AssertEachHeardAllOnceAndInOrder();
    }

    /// <summary>The clients of the node die with it.</summary>
    [Fact]
    public async Task NodeKilled_WithItsMembers_TheOthersAreToldInTime()
    {
        using var redis = new RedisServer();
        using var a = await Node.StartAsync(redis.Configuration);
        using var b = await Node.StartAsync(redis.Configuration, "--Signaling:LeftAfter", "00:00:02");
        await using var ann = await a.JoinAsync("room", "Ann"); // knows no other node
        await using var bob = await b.JoinAsync("room", "Bob");
        var events = new Recorder(bob);

        a.Kill();
        var watch = Stopwatch.StartNew();
        events.WaitFor("Ann lost");
        var told = watch.Elapsed;
        events.WaitFor("Ann left", "Bob is host");

        Assert.InRange(told, TimeSpan.Zero, s_truth);
    }

    [Fact]
    public async Task NodeKilled_AllMembersOfARoomWithIt_TheRoomIsGoneForTheNextOne()
    {
        using var redis = new RedisServer();
        using var b = await Node.StartAsync(redis.Configuration, "--Signaling:LeftAfter", "00:00:01");
        using (var a = await Node.StartAsync(redis.Configuration, "--Signaling:LeftAfter", "00:00:01"))
        {
            var ann = await a.JoinAsync("room", "Ann");
            a.Kill();
            await ann.DisposeAsync();
        }
        await using var bob = await b.JoinAsync("room", "Bob");
        var events = new Recorder(bob);

        Wait.Until(() => bob.Members.Count == 1, "Ann to have left");

        Assert.Equal(bob.Self, bob.Host);
    }

    [Fact]
    public async Task RedisRestarted_UnderLoad_NothingAcceptedIsLostOrDoubled()
    {
        using var redis = new RedisServer();
        using var a = await Node.StartAsync(redis.Configuration);
        using var b = await Node.StartAsync(redis.Configuration);
        using var http = new HttpClient();
        await using var talk = await Talk.BeginAsync(
            await a.JoinAsync("room", "Ann"), await a.JoinAsync("room", "Bob"), await b.JoinAsync("room", "Cid"), await b.JoinAsync("room", "Dan"));

        redis.Kill();
        Wait.Until(() => HealthOf(http, a) == HttpStatusCode.ServiceUnavailable, "the node to be unhealthy");
        redis.Start();
        Wait.Until(() => HealthOf(http, a) == HttpStatusCode.OK, "the node to be healthy");
        await talk.UntilAllAreHeardAsync();

        await talk.EndAsync();
        talk.AssertEachHeardAllOnceAndInOrder();
    }

    /// <summary>Between a node and Redis: the node's members stay, and wait.</summary>
    [Fact]
    public async Task NodeCutFromRedis_ForAWhile_NothingAcceptedIsLostOrDoubled()
    {
        using var redis = new RedisServer();
        await using var way = new CuttableProxy(new Uri($"http://127.0.0.1:{redis.Port}"));
        using var a = await Node.StartAsync($"127.0.0.1:{way.Address.Port}");
        using var b = await Node.StartAsync(redis.Configuration);
        await using var talk = await Talk.BeginAsync(await a.JoinAsync("room", "Ann"), await b.JoinAsync("room", "Bob"));
        var atBob = new Recorder(talk.Rooms[1]);

        way.Cut();
        var watch = Stopwatch.StartNew();
        atBob.WaitFor("Ann lost");
        var told = watch.Elapsed;
        way.Restore();
        atBob.WaitFor("Ann back");
        await talk.UntilAllAreHeardAsync();

        await talk.EndAsync();
        talk.AssertEachHeardAllOnceAndInOrder();
        Assert.InRange(told, TimeSpan.Zero, s_truth);
    }

    private static HttpStatusCode HealthOf(HttpClient http, Node node) =>
        http.GetAsync(new Uri(node.Address, "/health")).WaitAsync(Wait.Deadline).Result.StatusCode;

    private static IEnumerable<string> Of(Recorder recorder, string beginning) =>
        recorder.Events.Where(text => text.StartsWith(beginning, StringComparison.Ordinal));
}
