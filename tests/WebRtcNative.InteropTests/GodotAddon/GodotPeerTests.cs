using System.Collections.Concurrent;
using System.Text.Json;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.GodotAddon;

/// <summary>GDScript on one side, WebRtcPeerConnection of .NET on the other.</summary>
public sealed class GodotPeerTests : NativeTest
{
    private readonly ConcurrentQueue<string> _signals = new();

    [Theory]
    [InlineData("offer")]
    [InlineData("answer")]
    public async Task PutPacket_OfEachKind_IsSentBackByGodot(string role)
    {
        using var godot = await GodotPeer.StartAsync(role, _signals.Enqueue);
        var connection = Own(new WebRtcPeerConnection());
        var channel = Connect(connection, godot, role);

        foreach (var size in new[] { 1, 2, 1200, 16_384, 65_536, 262_144 })
            Assert.Equal(new byte[size], Exchange(connection, channel, new byte[size], isText: false));
        Assert.Equal("Grüße\0 🎲"u8.ToArray(), Exchange(connection, channel, "Grüße\0 🎲"u8.ToArray(), isText: true));
        Assert.Equal("empty"u8.ToArray(), Exchange(connection, channel, [], isText: true));
        Assert.Equal("empty"u8.ToArray(), Exchange(connection, channel, [], isText: false));
    }

    [Fact]
    public async Task CreateDataChannel_NegotiatedOnBothSides_CarriesPackets()
    {
        using var godot = await GodotPeer.StartAsync("offer", _signals.Enqueue);
        var connection = Own(new WebRtcPeerConnection());
        var negotiated = connection.CreateDataChannel("negotiated", new() { Negotiated = true, Id = 5, Ordered = false, MaxRetransmits = 0 })!;
        var received = Connect(connection, godot, "offer");

        Until(connection, () => negotiated.GetReadyState() == DataChannelState.Open, "the negotiated channel is open");
        Assert.Equal([1, 2, 3], Exchange(connection, negotiated, [1, 2, 3], isText: false));
        Assert.Equal("godot", received.GetLabel());
        Assert.Equal("echo", received.GetProtocol());
    }

    private WebRtcDataChannel Connect(WebRtcPeerConnection connection, GodotPeer godot, string role)
    {
        WebRtcDataChannel? channel = null;
        connection.SessionDescriptionCreated += (type, sdp) => Assert.Equal(WebRtcError.Ok, connection.SetLocalDescription(type, sdp));
        connection.SessionDescriptionJsonCreated += json => godot.Accept($$"""{"description":{{json}}}""");
        connection.IceCandidateJsonCreated += json => godot.Accept($$"""{"candidate":{{json}}}""");
        connection.DataChannelReceived += received => channel = received;
        if (role == "answer")
        {
            channel = connection.CreateDataChannel("ours")!;
            Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        }
        Until(connection, () => channel?.GetReadyState() == DataChannelState.Open, "a channel is open");
        return channel!;
    }

    private byte[] Exchange(WebRtcPeerConnection connection, WebRtcDataChannel channel, byte[] packet, bool isText)
    {
        channel.WriteMode = isText ? WebRtcWriteMode.Text : WebRtcWriteMode.Binary;
        Assert.Equal(WebRtcError.Ok, channel.PutPacket(packet));
        Until(connection, () => channel.GetAvailablePacketCount() > 0, $"{packet.Length} bytes are sent back");
        Assert.Equal(WebRtcError.Ok, channel.GetPacket(out var answer));
        Assert.Equal(isText, channel.WasStringPacket());
        return answer;
    }

    private void Until(WebRtcPeerConnection connection, Func<bool> condition, string what) => Wait.Until(condition, what, () =>
    {
        while (_signals.TryDequeue(out var signal))
            Accept(connection, signal);
        connection.Poll();
    });

    private static void Accept(WebRtcPeerConnection connection, string signal)
    {
        using var json = JsonDocument.Parse(signal);
        var error = json.RootElement.TryGetProperty("description", out var description)
            ? connection.SetRemoteDescription(description.GetRawText())
            : connection.AddIceCandidate(json.RootElement.GetProperty("candidate").GetRawText());
        Assert.Equal(WebRtcError.Ok, error);
    }
}
