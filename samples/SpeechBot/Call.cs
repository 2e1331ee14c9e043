using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using WebRtcNative;

namespace SpeechBot;

/// <summary>A page's connection and the service's WebSocket: sound and events go from each to the other.</summary>
internal sealed class Call(PeerConnection connection, ClientWebSocket service, PeerConnectionFactory factory) : IDisposable
{
    private const int Rate = 24_000; // the service's PCM: 16-bit, one channel

    // The service speaks faster than the page plays: what it says waits here, and an interruption clears it.
    private readonly AudioSource _voice = new(
        new AudioSourceOptions { SampleRate = Rate, BufferLimit = TimeSpan.FromMinutes(5) }, factory);

    private readonly SemaphoreSlim _sending = new(1); // a WebSocket sends one message at a time
    private readonly CancellationTokenSource _end = new();
    private AudioReader? _ears;

    /// <summary>Between the page's offer and the answer.</summary>
    public void AddSound()
    {
        var microphone = connection.Receivers.Select(receiver => receiver.Track).OfType<AudioTrack>().FirstOrDefault()
            ?? throw new WebRtcException("The offer has no sound.", RtcErrorType.InvalidParameter);
        // What is said while the call begins is not lost.
        _ears = microphone.OpenReader(new AudioReaderOptions { SampleRate = Rate, Buffer = TimeSpan.FromSeconds(10) });
        connection.AddTrack(_voice.CreateTrack()); // joins the section that the page offered
    }

    public async Task RunAsync()
    {
        try
        {
            if (await connection.AcceptDataChannelAsync(_end.Token) is not { Label: "oai-events" } page)
                return;
            Task[] ways = [HearAsync(), SpeakAsync(page), ForwardAsync(page)];
            await Task.WhenAny(ways); // one end is the end of all
            Dispose();
            await Task.WhenAll(ways);
        }
        catch (Exception e) when (e is WebRtcException or WebSocketException or InvalidOperationException or OperationCanceledException)
        {
            Console.WriteLine($"The call has ended: {e.Message}");
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        connection.Dispose();
        _ears?.Dispose();
        _voice.Dispose();
        service.Dispose();
    }

    // What the page says, in pieces of 40 ms.
    private async Task HearAsync()
    {
        var piece = new short[Rate / 25];
        var length = 0;
        while (await _ears!.ReadAsync(piece.AsMemory(length), _end.Token) is > 0 and var read)
        {
            if ((length += read) < piece.Length)
                continue;
            length = 0;
            await SendAsync($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(MemoryMarshal.AsBytes<short>(piece))}}"}""");
        }
    }

    // Events of the service: its voice, and all others for the page.
    private async Task SpeakAsync(DataChannel page)
    {
        while (await ReceiveAsync() is { } text)
        {
            using var json = JsonDocument.Parse(text);
            switch (json.RootElement.GetProperty("type").GetString())
            {
                case "response.output_audio.delta":
                    var pcm = json.RootElement.GetProperty("delta").GetBytesFromBase64();
                    await _voice.WriteAsync(MemoryMarshal.Cast<byte, short>(pcm).ToArray(), _end.Token);
                    continue;
                case "input_audio_buffer.speech_started": // the page interrupts
                    _voice.Clear();
                    break;
            }
            await page.SendAsync(text, _end.Token);
        }
    }

    // Events of the page, as they are.
    private async Task ForwardAsync(DataChannel page)
    {
        await foreach (var message in page.ReadAllAsync(_end.Token))
            await SendAsync(message.Text);
    }

    private async Task SendAsync(string text)
    {
        await _sending.WaitAsync(_end.Token);
        try
        {
            await service.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, true, _end.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The service's next event; null at the end.</summary>
    private async Task<string?> ReceiveAsync()
    {
        var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await service.ReceiveAsync(buffer.AsMemory(), _end.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
        }
    }
}
