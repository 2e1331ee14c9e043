using System.Diagnostics;
using WebRtcNative.InteropTests.Networks.Namespaces;
using WebRtcNative.SampleTests;
using WebRtcNative.SignalingTests.Cluster;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>Members in networks of their own, which fail as real ones do.</summary>
public sealed class NetworkTests
{
    /// <summary>Nothing is refused and nothing is closed: packets vanish between one member and the node.</summary>
    [NamespaceFact]
    public async Task PacketsVanish_ForAWhile_MembersAreToldInTimeAndNothingIsLostOrDoubled()
    {
        using var network = RoutedNetwork.Create();
        using var node = await StartNodeAsync(network);
        await using var talk = await Talk.BeginAsync(
            await NamespaceClient.JoinAsync(network.A, node.Address, "room", "Ann"),
            await NamespaceClient.JoinAsync(network.B, node.Address, "room", "Bob"));
        var (atAnn, atBob) = (new Recorder(talk.Rooms[0]), new Recorder(talk.Rooms[1]));

        network.SetForwarding(false);
        var watch = Stopwatch.StartNew();
        atBob.WaitFor("Ann lost");
        var bobTold = watch.Elapsed;
        Wait.Until(() => atAnn.States.Contains(RoomState.Reconnecting), "Ann to notice");
        var annTold = watch.Elapsed;
        network.SetForwarding(true);
        atBob.WaitFor("Ann back");
        await talk.UntilAllAreHeardAsync();

        await talk.EndAsync();
        talk.AssertEachHeardAllOnceAndInOrder();
        Assert.InRange(bobTold, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(annTold, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    /// <summary>A member gets another address, as when a laptop changes from one network to another: its connection with the server ends, and
    /// that with its peer is used again after an ICE restart.</summary>
    [NamespaceFact]
    public async Task AddressChanged_ConnectedMembers_TalkOverTheSameConnection()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var network = RoutedNetwork.Create();
        using var node = await StartNodeAsync(network);
        using var ann = Start(network.A, node, "Ann");
        using var bob = Start(network.B, node, "Bob");
        await ann.ReadUntilAsync("Bob is connected.", late.Token);
        await bob.ReadUntilAsync("Ann is connected.", late.Token);

        network.ChangeAddress(network.A, "a0", 1);
        var watch = Stopwatch.StartNew();
        await ann.ReadUntilAsync("The room is Reconnecting.", late.Token);
        await ann.ReadUntilAsync("The room is Connected.", late.Token);
        await ann.TypeAsync("another address");
        await bob.TypeAsync("the same");

        // Another connection would be announced first.
        Assert.Equal("Ann: another address", await bob.ReadUntilAsync("Ann", late.Token));
        Assert.Equal("Bob: the same", await ann.ReadUntilAsync("Bob", late.Token));
        // After 17.6 s ICE has failed, and is restarted even if nobody has noticed the change of the network.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    // In the network B, where a member is too: the way between them is the loopback interface.
    private static Task<Node> StartNodeAsync(RoutedNetwork network)
    {
        network.B.Ip("link set lo up");
        return Node.StartAsync(network.B, network.Address(2, 2));
    }

    private static RunningProgram Start(NetworkNamespace where, Node node, string name)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Lobby.dll");
        var server = node.Address.GetLeftPart(UriPartial.Authority);
        return new RunningProgram(new ProcessStartInfo(
            "ip", ["netns", "exec", where.Name, "dotnet", program, "join", server, "room", "--name", name]));
    }
}
