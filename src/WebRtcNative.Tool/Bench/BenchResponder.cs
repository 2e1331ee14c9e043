using System.Diagnostics;
using System.Text.Json;

namespace WebRtcNative.Tool.Bench;

/// <summary>The other side of a bench: echoes, or counts.</summary>
internal sealed class BenchResponder(DataChannel channel)
{
    private readonly byte[] _buffer = new byte[BenchRun.LargeSize];
    private long _messages, _bytes, _first, _last;
    private bool _isEcho;

    /// <summary>Ends when the channel is closed, or the other side says goodbye.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await channel.ReceiveAsync(_buffer, cancellation) is { } info)
        {
            if (info.IsText)
            {
                var message = JsonSerializer.Deserialize(_buffer.AsSpan(0, info.Length), BenchJson.Default.BenchMessage)!;
                if (message.Task == "bye")
                    return;
                await ObeyAsync(message.Task, cancellation);
            }
            else if (_isEcho)
            {
                await channel.SendAsync(_buffer.AsMemory(0, info.Length), cancellation);
            }
            else
            {
                _last = Stopwatch.GetTimestamp();
                if (_messages++ == 0)
                    _first = _last;
                _bytes += info.Length;
            }
        }
    }

    private async Task ObeyAsync(string task, CancellationToken cancellation)
    {
        if (task == "stop")
        {
            var counts = new BenchMessage("counts", _messages, _bytes, Stopwatch.GetElapsedTime(_first, _last).TotalSeconds);
            await channel.SendAsync(JsonSerializer.Serialize(counts, BenchJson.Default.BenchMessage), cancellation);
        }
        _isEcho = task == "echo";
        _messages = _bytes = 0;
    }
}
