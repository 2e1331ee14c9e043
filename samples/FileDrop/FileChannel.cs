using System.Text.Json;
using WebRtcNative;
using WebRtcNative.Godot;

namespace FileDrop;

/// <summary>Messages and pieces of a file over an ordered, reliable data channel.</summary>
internal sealed class FileChannel(WebRtcDataChannel channel)
{
    /// <summary>Large enough to be fast, small enough that every WebRTC implementation takes it.</summary>
    public const int MaxPacketSize = 64 * 1024;

    // Buffered pieces cannot be taken back, and they delay everything else on the connection.
    private const long SendBufferLimit = 1024 * 1024;

    private readonly byte[] _packet = new byte[MaxPacketSize];

    public bool IsOpen => channel.GetReadyState() == DataChannelState.Open;

    public bool IsClosed => channel.GetReadyState() == DataChannelState.Closed;

    public long BufferedAmount => channel.GetBufferedAmount();

    /// <summary>Whether a piece may be sent now.</summary>
    public bool HasRoom()
    {
        ThrowIfClosed();
        return channel.GetBufferedAmount() < SendBufferLimit;
    }

    public void Send(FileMessage message)
    {
        channel.WriteMode = WebRtcWriteMode.Text;
        Put(JsonSerializer.SerializeToUtf8Bytes(message, FileJson.Default.FileMessage));
    }

    public void SendPiece(ReadOnlySpan<byte> piece)
    {
        channel.WriteMode = WebRtcWriteMode.Binary;
        Put(piece);
    }

    /// <summary>Takes the next packet: either a message, or a piece that is valid until the next call.</summary>
    public bool TryReceive(out FileMessage? message, out ReadOnlySpan<byte> piece)
    {
        message = null;
        piece = default;
        if (channel.GetAvailablePacketCount() == 0)
        {
            ThrowIfClosed();
            return false;
        }

        if (!channel.TryGetPacket(_packet, out var length))
            throw new InvalidDataException($"A packet has more than {MaxPacketSize} bytes.");

        if (channel.WasStringPacket())
            message = JsonSerializer.Deserialize(_packet.AsSpan(0, length), FileJson.Default.FileMessage);
        else
            piece = _packet.AsSpan(0, length);
        return true;
    }

    public void Close() => channel.Close();

    private void ThrowIfClosed()
    {
        if (IsClosed) throw new IOException("The other side closed the channel.");
    }

    private void Put(ReadOnlySpan<byte> packet)
    {
        var error = channel.PutPacket(packet);
        if (error != WebRtcError.Ok)
            throw new IOException($"A packet could not be sent: {error}. {channel.LastError.Message}");
    }
}
