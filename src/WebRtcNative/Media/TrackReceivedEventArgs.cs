namespace WebRtcNative;

/// <summary>RTCTrackEvent (WebRTC 1.0, section 5.7): the remote peer begins to send a track.</summary>
public sealed class TrackReceivedEventArgs : EventArgs
{
    internal TrackReceivedEventArgs(RtpTransceiver transceiver, IReadOnlyList<string> streamIds)
    {
        Transceiver = transceiver;
        StreamIds = streamIds;
    }

    /// <summary>track: the remote track that was announced.</summary>
    public MediaStreamTrack Track => Receiver.Track;

    /// <summary>receiver: the receiver of the track.</summary>
    public RtpReceiver Receiver => Transceiver.Receiver;

    /// <summary>transceiver: the transceiver that the receiver belongs to.</summary>
    public RtpTransceiver Transceiver { get; }

    /// <summary>streams, by their ids, that the remote peer has put the track into; may be empty.</summary>
    public IReadOnlyList<string> StreamIds { get; }
}
