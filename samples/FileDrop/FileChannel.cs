using System.Text.Json;
using WebRtcNative;

namespace FileDrop;

/// <summary>Messages and pieces of a file over an ordered, reliable data channel.</summary>
internal sealed class FileChannel(DataChannel channel)
{
    /// <summary>Large enough to be fast, small enough that every WebRTC implementation takes it.</summary>
    public const int MaxPacketSize = 64 * 1024;

    // Buffered pieces cannot be taken back, and they delay everything else on the connection.
    private const long SendBufferLimit = 1024 * 1024;

    private readonly byte[] _packet = new byte[MaxPacketSize];

    public bool IsOpen => channel.State == DataChannelState.Open;

    public bool IsClosed => channel.State == DataChannelState.Closed;

    public long BufferedAmount => channel.BufferedAmount;

    /// <summary>Whether a piece may be sent now.</summary>
    public bool HasRoom()
    {
        ThrowIfClosed();
        return channel.BufferedAmount < SendBufferLimit;
    }

    public void Send(FileMessage message) => channel.Send(JsonSerializer.Serialize(message, FileJson.Default.FileMessage));

    public void SendPiece(ReadOnlySpan<byte> piece) => channel.Send(piece);

    /// <summary>Takes the next packet: either a message, or a piece that is valid until the next call.</summary>
    public bool TryReceive(out FileMessage? message, out ReadOnlySpan<byte> piece)
    {
        message = null;
        piece = default;
        if (channel.NextMessageSize is not { } size)
        {
            ThrowIfClosed();
            return false;
        }

        if (size > MaxPacketSize)
            throw new InvalidDataException($"A packet has {size} bytes, more than {MaxPacketSize}.");

        channel.TryReceive(_packet, out var info);
        if (info.IsText)
            message = JsonSerializer.Deserialize(_packet.AsSpan(0, info.Length), FileJson.Default.FileMessage);
        else
            piece = _packet.AsSpan(0, info.Length);
        return true;
    }

    public void Close() => channel.Close();

    private void ThrowIfClosed()
    {
        if (IsClosed) throw new IOException("The other side closed the channel.");
    }
}
