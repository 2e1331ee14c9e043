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
        void Send(string kind, string text);
        Task<string> ReceiveAsync(string kind);
    }

    public static async Task AwaitAsync(ISignaling signaling)
    {
        // begin
        using var connection = new PeerConnection();
        connection.IceCandidateGathered += (_, candidate) =>
            signaling.Send("candidate", candidate.ToJson());
        using var channel = connection.CreateDataChannel("chat");

        var offer = await connection.SetLocalDescriptionAsync();
        signaling.Send("description", offer.ToJson());
        var answer = await signaling.ReceiveAsync("description");
        await connection.SetRemoteDescriptionAsync(
            SessionDescription.FromJson(answer));

        // Waits until the channel is open and has room.
        await channel.SendAsync("Hello");
        await foreach (var message in channel.ReadAllAsync())
            Console.WriteLine(message.Text);
        // end
    }

    public static void Poll(ISignaling signaling, Func<bool> isRunning)
    {
        // begin
        using var connection = new WebRtcPeerConnection();
        connection.IceCandidateCreated += (media, index, name) =>
            signaling.Send("candidate", $"{media} {index} {name}");
        connection.SessionDescriptionCreated += (type, sdp) =>
        {
            connection.SetLocalDescription(type, sdp);
            signaling.Send(type, sdp);
        };
        var channel = connection.CreateDataChannel("chat")!;
        connection.CreateOffer();

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
