using System.Buffers.Binary;
using System.Globalization;
using WebRtcNative.Godot;
using static WebRtcNative.Godot.WebRtcTransferMode;

namespace WebRtcNative.SampleTests;

/// <summary>Sessions of Godot's WebRTCMultiplayerPeer and ours, who meet through the signaling server.</summary>
public sealed class GodotSessionTests : GodotSignalingTest
{
    private static readonly WebRtcTransferMode[] s_extra = [Reliable, Unreliable]; // as programs/demo_client.gd has them

    private readonly List<GodotDemoPlayer> _players = [];
    private int _number;

    [GodotTheory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task TwoGodotsAndTwoOfOurs_EveryPacketComesBackAsItWas(bool mesh, bool godotHosts)
    {
        var godots = new List<(RunningProgram Program, int Id)>();
        string lobby;
        if (godotHosts)
        {
            godots.Add(await StartGodotAsync("-", mesh));
            lobby = await ReadAsync(godots[0].Program, "lobby ");
        }
        else
        {
            await AddPlayerAsync("", mesh);
            await UntilAsync(() => _players[0].Lobby != null);
            lobby = _players[0].Lobby!;
        }
        while (_players.Count < 2)
            await AddPlayerAsync(lobby, mesh);
        while (godots.Count < 2)
            godots.Add(await StartGodotAsync(lobby, mesh));

        await UntilAsync(() => _players.TrueForAll(player =>
            player.Peer.GetPeers().Count == (mesh || player.Peer.GetUniqueId() == 1 ? 3 : 1) && player.Connected.Count == player.Peer.GetPeers().Count));

        foreach (var player in _players)
        {
            foreach (var (_, id) in godots.Where(godot => player.Peer.HasPeer(godot.Id)))
            {
                foreach (var size in new[] { 4, 1200, 100_000 })
                {
                    await EchoAsync(player, id, Reliable, 0, size);
                    await EchoAsync(player, id, Reliable, 1, size);
                }
                foreach (var size in new[] { 4, 1000 })
                {
                    await EchoAsync(player, id, UnreliableOrdered, 0, size);
                    await EchoAsync(player, id, Unreliable, 0, size);
                    await EchoAsync(player, id, Unreliable, 2, size);
                }
            }
        }
    }

    [GodotTheory]
    [InlineData("DisconnectPeer")]
    [InlineData("Force")]
    [InlineData("Close")]
    [InlineData("Godot closes")]
    [InlineData("Godot disconnects")]
    [InlineData("Godot is killed")]
    public async Task Leave_EachWay_TellsTheOther(string way)
    {
        var player = await AddPlayerAsync("", mesh: true);
        await UntilAsync(() => player.Lobby != null);
        var (godot, id) = await StartGodotAsync(player.Lobby!, mesh: true);
        await UntilAsync(() => player.Connected.Count == 1);
        await ReadAsync(godot, "connected 1");

        player.Peer.SetTargetPeer(id);
        switch (way)
        {
            case "DisconnectPeer":
                player.Peer.DisconnectPeer(id);
                break;
            case "Force":
                player.Peer.DisconnectPeer(id, force: true);
                break;
            case "Close":
                player.Peer.Close();
                break;
            case "Godot closes":
                player.Peer.PutPacket("close"u8);
                break;
            case "Godot disconnects":
                player.Peer.PutPacket("drop"u8);
                break;
            default:
                godot.Kill();
                break;
        }

        if (way.StartsWith("Godot", StringComparison.Ordinal))
            await UntilAsync(() => player.Disconnected.Count == 1);
        else
            await ReadAsync(godot, "disconnected 1");
    }

    private async Task<GodotDemoPlayer> AddPlayerAsync(string lobby, bool mesh)
    {
        var player = await GodotDemoPlayer.StartAsync(Address, lobby, mesh, Late, s_extra);
        _players.Add(Own(player));
        return player;
    }

    /// <summary>A Godot in the lobby, and its id there.</summary>
    private async Task<(RunningProgram Program, int Id)> StartGodotAsync(string lobby, bool mesh)
    {
        var godot = Own(GodotProgram.Start("demo_client.gd", Address, lobby, mesh ? "mesh" : "server"));
        return (godot, int.Parse(await ReadAsync(godot, "id "), CultureInfo.InvariantCulture));
    }

    /// <summary>The rest of the line that begins so; meanwhile all play on.</summary>
    private async Task<string> ReadAsync(RunningProgram godot, string beginning)
    {
        var reading = godot.ReadUntilAsync(beginning, Late);
        await UntilAsync(() => reading.IsCompleted);
        return (await reading)[beginning.Length..];
    }

    /// <summary>Sends a packet to a Godot, which sends it back. An unreliable one may be lost, and is sent again.</summary>
    private async Task EchoAsync(GodotDemoPlayer player, int id, WebRtcTransferMode mode, int channel, int size)
    {
        var packet = new byte[size];
        for (var i = 0; i < size; i++)
            packet[i] = (byte)(i % 251);
        BinaryPrimitives.WriteInt32BigEndian(packet, 1_000_000 + ++_number); // begins with NUL
        player.Peer.SetTargetPeer(id);
        (player.Peer.TransferMode, player.Peer.TransferChannel) = (mode, channel);
        var (frame, cameBack) = (0, false);
        await UntilAsync(() =>
        {
            if (frame++ == 0 || (mode != Reliable && frame % 100 == 0))
                Assert.Equal(WebRtcError.Ok, player.Peer.PutPacket(packet));
            while (player.Peer.GetPacketPeer() is > 0 and var from)
            {
                var (cameMode, cameChannel) = (player.Peer.GetPacketMode(), player.Peer.GetPacketChannel());
                Assert.Equal(WebRtcError.Ok, player.Peer.GetPacket(out var received));
                if (!received.AsSpan(0, 4).SequenceEqual(packet.AsSpan(0, 4)))
                    continue; // an earlier one that was sent twice
                Assert.Equal((id, mode, channel), (from, cameMode, cameChannel));
                Assert.Equal(packet, received);
                cameBack = true;
            }
            return cameBack;
        });
    }

    private Task UntilAsync(Func<bool> condition) => UntilAsync(_players, condition);
}
