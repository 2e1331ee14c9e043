namespace WebRtcNative.Interop;

/// <summary>An event from the shim's queue: the tag of its object, and its body.</summary>
internal readonly record struct NativeEvent(long Tag, EventBody Body);

/// <summary>The body of an event. One record for each kind of event of the C interface (webrtcnative_events.h); states are numbers
/// of its enumerations. Events of messages have one object for all, so that they allocate nothing.</summary>
internal abstract record EventBody;

/// <summary>The completion of a call with an operation id.</summary>
internal sealed record OperationCompletedEvent(long Operation, Exception? Error, int SdpType, string Sdp, string Stats) : EventBody;

internal sealed record NegotiationNeededEvent : EventBody;

internal sealed record SignalingStateEvent(int State) : EventBody;

internal sealed record IceGatheringStateEvent(int State) : EventBody;

internal sealed record IceConnectionStateEvent(int State) : EventBody;

internal sealed record ConnectionStateEvent(int State) : EventBody;

internal sealed record IceCandidateEvent(NativeCandidate Candidate) : EventBody;

internal sealed record IceCandidateRemovedEvent(NativeCandidate Candidate) : EventBody;

/// <summary>A local candidate; the URL is null if no server was involved.</summary>
internal sealed record NativeCandidate(string SdpMid, int SdpMLineIndex, string Candidate, string? ServerUrl);

internal sealed record IceCandidateErrorEvent(string Address, int Port, string Url, int ErrorCode, string ErrorText) : EventBody;

internal sealed record SelectedCandidatePairEvent(string Local, string Remote, long DtlsTransport) : EventBody;

/// <summary>One of the four descriptions has changed; without an SDP type it was removed.</summary>
internal sealed record DescriptionEvent(DescriptionSlot Slot, int? SdpType, string Sdp) : EventBody;

internal enum DescriptionSlot
{
    CurrentLocal = wrtc_description.WRTC_DESCRIPTION_CURRENT_LOCAL,
    PendingLocal = wrtc_description.WRTC_DESCRIPTION_PENDING_LOCAL,
    CurrentRemote = wrtc_description.WRTC_DESCRIPTION_CURRENT_REMOTE,
    PendingRemote = wrtc_description.WRTC_DESCRIPTION_PENDING_REMOTE,
}

/// <summary>-1: not known yet.</summary>
internal sealed record SctpStateEvent(int State, long MaxMessageSize, int MaxChannels, long DtlsTransport) : EventBody;

/// <summary>The state of the transport with the id. The certificate as DER; empty until connected.</summary>
internal sealed record DtlsStateEvent(
    int State, byte[] RemoteCertificate, int IceRole, long Id, string Mid, int IceState, int IceGatheringState) : EventBody;

/// <summary>The next bytes of the RTC event log.</summary>
internal sealed record EventLogEvent(byte[] Bytes) : EventBody;

/// <summary>The remote peer has created a channel, whose own events carry the channel's tag.</summary>
internal sealed record DataChannelEvent(NativeDataChannel Channel, long ChannelTag) : EventBody;

/// <summary>A channel's state; with the failure that closed it, if one did.</summary>
internal sealed record ChannelStateEvent(int State, Exception? Failure) : EventBody;

internal sealed record ChannelReadableEvent : EventBody;

internal sealed record ChannelWritableEvent : EventBody;

internal sealed record ChannelBufferedAmountLowEvent : EventBody;

/// <summary>The remote peer has made a transceiver, whose own events carry the transceiver's tag.</summary>
internal sealed record TransceiverEvent(NativeTransceiver Transceiver, long TransceiverTag, int Kind) : EventBody;

/// <summary>All of what may change in a transceiver; the current direction is null before negotiation.</summary>
internal sealed record TransceiverChangedEvent(
    string Mid, int Direction, int? CurrentDirection, bool IsRemoved, long DtlsTransport) : EventBody;

internal sealed record TrackEvent(string[] StreamIds) : EventBody;

internal sealed record TrackMutedEvent(bool IsMuted) : EventBody;

internal sealed record TrackEndedEvent : EventBody;

internal sealed record DtmfToneEvent(string Tone, string ToneBuffer) : EventBody;

/// <summary>A wait for room in a source, for samples or pictures in a reader, or for other wants of a source is over.</summary>
internal sealed record MediaReadyEvent : EventBody;

/// <summary>A line of libwebrtc's log, and the number of lines dropped before it.</summary>
internal sealed record LogLineEvent(int Severity, string Text, int Dropped) : EventBody;
