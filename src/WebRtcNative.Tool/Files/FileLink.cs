using System.Text.Json;

namespace WebRtcNative.Tool.Files;

/// <summary>The data channel of a transfer.</summary>
internal sealed class FileLink(DataChannel channel)
{
    public const string Label = "webrtcnative-file";

    /// <summary>Large enough to be fast; every implementation of WebRTC takes it.</summary>
    public const int MaxPiece = 64 * 1024;

    private readonly byte[] _buffer = new byte[MaxPiece];

    public long BufferedAmount => channel.BufferedAmount;

    public ValueTask SendAsync(FileMessage message, CancellationToken cancellation) =>
        channel.SendAsync(JsonSerializer.Serialize(message, FileJson.Default.FileMessage), cancellation);

    /// <summary>Waits while a MiB is buffered: buffered pieces cannot be taken back, and a Ctrl+C would wait for them.</summary>
    public ValueTask SendPieceAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellation) => channel.SendAsync(piece, cancellation);

    /// <summary>A message, or a piece that is valid until the next call.</summary>
    public async ValueTask<(FileMessage? Message, ReadOnlyMemory<byte> Piece)> ReceiveAsync(CancellationToken cancellation)
    {
        MessageInfo info;
        try
        {
            info = await channel.ReceiveAsync(_buffer, cancellation)
                ?? throw new LinkLostException("The other side closed the channel.");
        }
        catch (ArgumentException)
        {
            throw new ToolException(ExitCode.Failed, $"The other side sends messages above {MaxPiece} bytes, so it is another program.");
        }
        var content = _buffer.AsMemory(0, info.Length);
        if (!info.IsText)
            return (null, content);
        var message = JsonSerializer.Deserialize(content.Span, FileJson.Default.FileMessage);
        return message is FileMessage.Refusal refusal
            ? throw new ToolException(ExitCode.Failed, $"The other side says: {Output.Clean(refusal.Reason)}")
            : (message, default);
    }

    public async ValueTask<T> ReceiveAsync<T>(CancellationToken cancellation)
        where T : FileMessage =>
        (await ReceiveAsync(cancellation)).Message as T
            ?? throw new ToolException(ExitCode.Failed, $"The other side does not answer with {typeof(T).Name}, so it is another program.");

    public Task CloseAsync(CancellationToken cancellation) => channel.CloseAsync(cancellation);
}

/// <summary>The peers lost each other; the same transfer may continue on another connection.</summary>
internal sealed class LinkLostException(string message) : Exception(message);
