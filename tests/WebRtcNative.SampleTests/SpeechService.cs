using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WebRtcNative.Tests.Media;

namespace WebRtcNative.SampleTests;

/// <summary>A stand-in for a speech service: a WebSocket with events in JSON and 24 kHz PCM in them. It understands tones: when it has
/// heard the question, it answers with another tone, far faster than anybody can listen; at the word "stop" it interrupts itself.</summary>
internal sealed class SpeechService : IAsyncDisposable
{
    public const int Question = 440;
    public const int Answer = 660;
    public const int Rate = 24_000;
    public const string Key = "secret";

    public static readonly TimeSpan AnswerLength = TimeSpan.FromSeconds(60);

    private readonly WebApplication _application;

    public SpeechService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.UseWebSockets();
        _application.Map("/realtime", TalkAsync);
        _application.Start();
    }

    public string Url => _application.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal) + "/realtime";

    /// <summary>Types of the events that came, but for sound.</summary>
    public ConcurrentQueue<string> Events { get; } = new();

    /// <summary>Signal to noise of the question, in dB.</summary>
    public double Heard { get; private set; }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TalkAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await SendAsync(socket, """{"type":"session.created"}""");
        var heard = new List<short>();
        var hasAnswered = false;
        while (await ReceiveAsync(socket) is { } text)
        {
            using var json = JsonDocument.Parse(text);
            var type = json.RootElement.GetProperty("type").GetString()!;
            if (type != "input_audio_buffer.append")
            {
                Events.Enqueue(type);
                if (type == "stop")
                    await SendAsync(socket, """{"type":"input_audio_buffer.speech_started"}""");
                continue;
            }
            var pcm = json.RootElement.GetProperty("audio").GetBytesFromBase64();
            heard.AddRange(MemoryMarshal.Cast<byte, short>(pcm));
            if (heard.Count < Rate / 4)
                continue;
            Heard = Math.Max(Heard, Tone.Snr(CollectionsMarshal.AsSpan(heard), Question, Rate));
            heard.Clear();
            if (Heard >= 20 && !hasAnswered)
            {
                hasAnswered = true;
                await AnswerAsync(socket);
            }
        }
    }

    private static async Task AnswerAsync(WebSocket socket)
    {
        var tone = MemoryMarshal.AsBytes<short>(Tone.Make(Answer, Rate, TimeSpan.FromSeconds(1))).ToArray();
        for (var second = 0; second < AnswerLength.TotalSeconds; second++)
            await SendAsync(socket, $$"""{"type":"response.output_audio.delta","delta":"{{Convert.ToBase64String(tone)}}"}""");
        await SendAsync(socket, """{"type":"response.output_audio_transcript.done","transcript":"Grüße, 660 Hz"}""");
        await SendAsync(socket, """{"type":"response.done"}""");
    }

    private static async Task SendAsync(WebSocket socket, string text) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<string?> ReceiveAsync(WebSocket socket)
    {
        var message = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                    return Encoding.UTF8.GetString(message.ToArray());
            }
        }
        catch (WebSocketException)
        {
            return null; // the other side has gone
        }
    }
}
