using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WebRtcNative.Godot;

namespace WebRtcNative.SampleTests;

/// <summary>The README's snippets, each between two marks.</summary>
internal static class ReadmeSnippets
{
    internal interface ISignaling
    {
        event Action<string> Received;
        void Send(string message);
    }

    public static async Task AwaitAsync(ISignaling signaling)
    {
        // begin
        await using var connection = new PeerConnection();
        using var negotiator = new Negotiator(
            connection, polite: false, signaling.Send);
        signaling.Received += negotiator.Receive;

        // Waits until the channel is open and has room.
        var channel = connection.CreateDataChannel("chat");
        await channel.SendAsync("Hello");
        await foreach (var message in channel.ReadAllAsync())
            Console.WriteLine(message.Text);
        // end
    }

    public static void Poll(ISignaling signaling, Func<bool> isRunning)
    {
        // begin
        using var connection = new WebRtcPeerConnection();
        using var negotiator = new Negotiator(
            connection.Connection!, polite: true, signaling.Send);
        signaling.Received += negotiator.Receive;

        var channel = connection.CreateDataChannel("chat")!;
        while (isRunning()) // once a frame
        {
            connection.Poll(); // raises all events, here
            while (channel.GetPacket(out var packet) == WebRtcError.Ok)
                Console.WriteLine(Encoding.UTF8.GetString(packet));
        }
        // end
    }

    public static void Hosting(string[] args)
    {
        // begin
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddWebRtc(builder.Configuration.GetSection("WebRtc")); // "IceServers:0:Urls": "stun:..."
        using var host = builder.Build();
        using var connection = host.Services.GetRequiredService<PeerConnectionFactory>().CreatePeerConnection();
        // end
    }
}
