using System.Numerics;
using WebRtcNative.Godot;

namespace WebRtcNative.GodotExtension;

/// <summary>Godot's WebRTCDataChannel on <see cref="WebRtcDataChannel"/>.</summary>
/// <param name="channel">Null in an object that a script has made with new, which has no connection.</param>
internal sealed unsafe class DataChannelInstance(WebRtcDataChannel? channel = null) : WebRTCDataChannelExtension
{
    // The packet that Godot was lent last. Its address stays until a longer one comes.
    private byte[] _packet = [];

    public override long GetPacket(byte** rBuffer, int* rBufferSize)
    {
        int length;
        while (!TryGet(out length))
        {
            if (length <= _packet.Length)
                return (long)(channel == null ? WebRtcError.Unconfigured : WebRtcError.Unavailable);
            _packet = GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)length), pinned: true);
        }
        fixed (byte* packet = _packet)
            *rBuffer = packet;
        *rBufferSize = length;
        return (long)WebRtcError.Ok;
    }

    public override long PutPacket(byte* pBuffer, int pBufferSize)
    {
        if (channel == null)
            return (long)Fail("put_packet", WebRtcError.Unconfigured, "The channel belongs to no connection.");
        var error = channel.PutPacket(new ReadOnlySpan<byte>(pBuffer, pBufferSize));
        // A full buffer is no mistake: a game asks again later.
        if (error is not (WebRtcError.Ok or WebRtcError.Busy))
            Fail("put_packet", error, channel.LastError.Message);
        return (long)error;
    }

    public override int GetAvailablePacketCount() => channel?.GetAvailablePacketCount() ?? 0;

    public override int GetMaxPacketSize() => channel?.GetMaxPacketSize() ?? -1;

    public override long Poll() => (long)(channel?.Poll() ?? WebRtcError.Unconfigured);

    public override void Close() => channel?.Close();

    public override void SetWriteMode(long pWriteMode)
    {
        if (pWriteMode is not ((long)WebRtcWriteMode.Text or (long)WebRtcWriteMode.Binary))
            Fail("set_write_mode", WebRtcError.InvalidParameter, $"The mode is {pWriteMode}, not WRITE_MODE_TEXT or WRITE_MODE_BINARY.");
        else if (channel != null)
            channel.WriteMode = (WebRtcWriteMode)pWriteMode;
    }

    public override long GetWriteMode() => (long)(channel?.WriteMode ?? WebRtcWriteMode.Binary);

    public override bool WasStringPacket() => channel?.WasStringPacket() ?? false;

    public override long GetReadyState() => (long)(channel?.GetReadyState() ?? DataChannelState.Closed);

    public override string GetLabel() => channel?.GetLabel() ?? string.Empty;

    public override bool IsOrdered() => channel?.IsOrdered() ?? true;

    public override int GetId() => channel?.GetId() ?? -1;

    public override int GetMaxPacketLifeTime() => channel?.GetMaxPacketLifeTime() ?? -1;

    public override int GetMaxRetransmits() => channel?.GetMaxRetransmits() ?? -1;

    public override string GetProtocol() => channel?.GetProtocol() ?? string.Empty;

    public override bool IsNegotiated() => channel?.IsNegotiated() ?? false;

    public override int GetBufferedAmount() => (int)Math.Min(channel?.GetBufferedAmount() ?? 0, int.MaxValue);

    public override void Free() => DisposeIfUnused();

    /// <summary>Disposes a channel that is closed and that Godot has no object of. False for any other.</summary>
    /// <remarks>An open channel needs no reference: it stays while its connection lives.</remarks>
    public bool DisposeIfUnused()
    {
        if (Owner != null || channel?.GetReadyState() != DataChannelState.Closed)
            return false;
        channel.Dispose();
        return true;
    }

    private bool TryGet(out int length)
    {
        length = 0;
        return channel?.TryGetPacket(_packet, out length) ?? false;
    }

    private static WebRtcError Fail(string method, WebRtcError error, string message)
    {
        GodotLog.Error($"WebRTCDataChannel.{method}", message);
        return error;
    }
}
