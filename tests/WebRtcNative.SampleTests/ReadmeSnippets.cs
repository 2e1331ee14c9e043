using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WebRtcNative.Godot;
using WebRtcNative.Signaling;

namespace WebRtcNative.SampleTests;

/// <summary>The README's snippets, each between two marks.</summary>
internal static class ReadmeSnippets
{
    internal interface ISignaling
    {
        event Action<string> Received;
        void Send(string message);
    }

    internal delegate ReadOnlySpan<byte> Draw();

    internal delegate void Listen(ReadOnlySpan<short> samples);

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

    public static void Signaling(string[] args)
    {
        // begin
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddWebRtcSignaling(builder.Configuration.GetSection("Signaling"));
        var app = builder.Build();
        app.MapWebRtcSignaling("/signaling");
        app.Run();
        // end
    }

    public static async Task MeshAsync(Uri server, string name)
    {
        // begin
        await using var room = await Room.JoinAsync(server, "lobby", new RoomOptions { Name = name });
        await using var mesh = new Mesh(room); // connects everyone with everyone, and again when a connection is lost
        mesh.PeerConnected += (_, peer) => Console.WriteLine($"{peer.Member.Name} is here.");
        mesh.MessageReceived += (_, message) => Console.WriteLine($"{message.From.Name}: {message.Message.Text}");
        while (Console.ReadLine() is { } line)
            await mesh.SendAsync(line); // to all who are connected now; the server does not see it
        // end
    }

    public static async Task CallAsync(
        ISignaling signaling, PeriodicTimer everyFrame, Draw draw, Func<short[]> speech, Action<VideoFrame> show, short[] heard, Listen listen)
    {
        // begin
        await using var connection = new PeerConnection();
        using var negotiator = new Negotiator(connection, polite: false, signaling.Send);
        signaling.Received += negotiator.Receive;

        using var voice = new AudioSource(new AudioSourceOptions { SampleRate = 24_000 });
        using var camera = new VideoSource();
        connection.AddTrack(voice.CreateTrack());
        connection.AddTrack(camera.CreateTrack());
        connection.TrackReceived += (_, e) => _ = e.Track is VideoTrack video ? ShowAsync(video) : HearAsync((AudioTrack)e.Track);

        while (await everyFrame.WaitForNextTickAsync()) // 30 times a second
        {
            camera.TrySend(draw(), 640, 360, VideoPixelFormat.Bgra);
            voice.TryWrite(speech()); // any length: a clock in the library sends 10 ms at a time
        }

        async Task ShowAsync(VideoTrack track)
        {
            using var reader = track.OpenReader(); // the newest picture; older ones are dropped and counted
            await foreach (var frame in reader.ReadAllAsync())
                using (frame) show(frame);
        }

        async Task HearAsync(AudioTrack track)
        {
            using var reader = track.OpenReader(new AudioReaderOptions { SampleRate = 24_000 });
            while (await reader.ReadAsync(heard) is > 0 and var count)
                listen(heard.AsSpan(0, count));
        }
        // end
    }
}
