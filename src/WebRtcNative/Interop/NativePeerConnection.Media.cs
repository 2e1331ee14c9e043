namespace WebRtcNative.Interop;

internal sealed unsafe partial class NativePeerConnection
{
    public NativeTransceiver AddTransceiver(long tag, int kind, NativeTrack? track, RtpTransceiverInit init)
    {
        using var memory = new NativeStrings();
        var native = new wrtc_rtp_transceiver_init
        {
            direction = (wrtc_direction)init.Direction,
            stream_ids = NativeRtp.Add(memory, init.StreamIds),
            stream_id_count = init.StreamIds.Count,
            encodings = NativeRtp.Add(memory, init.SendEncodings),
            encoding_count = init.SendEncodings.Count,
        };
        using var connection = _handle.Acquire();
        wrtc_rtp_transceiver* transceiver;
        if (track == null)
        {
            NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_add_transceiver(
                connection, tag, (wrtc_media_kind)kind, null, &native, &transceiver));
            return new NativeTransceiver(transceiver);
        }
        using var trackPointer = track.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_add_transceiver(
            connection, tag, (wrtc_media_kind)kind, trackPointer, &native, &transceiver));
        return new NativeTransceiver(transceiver);
    }

    /// <summary>A new transceiver with the tag. Null if the engine uses a transceiver again; usedTag is the tag of that transceiver.</summary>
    public NativeTransceiver? AddTrack(long tag, NativeTrack track, IReadOnlyList<string> streamIds, out long usedTag)
    {
        using var memory = new NativeStrings();
        using var connection = _handle.Acquire();
        using var trackPointer = track.Handle.Acquire();
        wrtc_rtp_transceiver* transceiver;
        long used;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_add_track(
            connection, tag, trackPointer, NativeRtp.Add(memory, streamIds), streamIds.Count, &transceiver, &used));
        usedTag = used;
        return transceiver == null ? null : new NativeTransceiver(transceiver);
    }
}
