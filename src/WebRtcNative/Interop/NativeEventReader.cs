namespace WebRtcNative.Interop;

/// <summary>Decodes and copies events of the C interface, whose texts are valid only until the next poll.</summary>
internal static unsafe class NativeEventReader
{
    private static readonly NegotiationNeededEvent s_negotiationNeeded = new();
    private static readonly ChannelReadableEvent s_channelReadable = new();
    private static readonly ChannelWritableEvent s_channelWritable = new();
    private static readonly ChannelBufferedAmountLowEvent s_channelBufferedAmountLow = new();
    private static readonly MediaReadyEvent s_mediaReady = new();

    /// <summary>False for an unknown kind of event.</summary>
    public static bool TryRead(in wrtc_event source, out NativeEvent read)
    {
        var body = Read(source);
        read = new NativeEvent(source.tag, body!);
        return body != null;
    }

    private static EventBody? Read(in wrtc_event source) => source.type switch
    {
        wrtc_event_type.WRTC_EVENT_OPERATION_COMPLETED => Read(*(wrtc_operation_completed*)source.details),
        wrtc_event_type.WRTC_EVENT_NEGOTIATION_NEEDED => s_negotiationNeeded,
        wrtc_event_type.WRTC_EVENT_SIGNALING_STATE => new SignalingStateEvent(source.state),
        wrtc_event_type.WRTC_EVENT_ICE_GATHERING_STATE => new IceGatheringStateEvent(source.state),
        wrtc_event_type.WRTC_EVENT_ICE_CONNECTION_STATE => new IceConnectionStateEvent(source.state),
        wrtc_event_type.WRTC_EVENT_CONNECTION_STATE => new ConnectionStateEvent(source.state),
        wrtc_event_type.WRTC_EVENT_ICE_CANDIDATE => new IceCandidateEvent(Read(*(wrtc_local_candidate*)source.details)),
        wrtc_event_type.WRTC_EVENT_ICE_CANDIDATE_REMOVED => new IceCandidateRemovedEvent(Read(*(wrtc_local_candidate*)source.details)),
        wrtc_event_type.WRTC_EVENT_ICE_CANDIDATE_ERROR => Read(*(wrtc_candidate_error*)source.details),
        wrtc_event_type.WRTC_EVENT_SELECTED_CANDIDATE_PAIR => Read(*(wrtc_candidate_pair*)source.details),
        wrtc_event_type.WRTC_EVENT_DESCRIPTION => Read(*(wrtc_description_changed*)source.details),
        wrtc_event_type.WRTC_EVENT_SCTP_STATE => Read(source.state, *(wrtc_sctp_transport*)source.details),
        wrtc_event_type.WRTC_EVENT_DTLS_STATE => Read(source.state, *(wrtc_dtls_transport*)source.details),
        wrtc_event_type.WRTC_EVENT_EVENT_LOG => new EventLogEvent(Bytes(((wrtc_event_log*)source.details)->bytes)),
        wrtc_event_type.WRTC_EVENT_DATA_CHANNEL => Read(*(wrtc_data_channel_announced*)source.details),
        wrtc_event_type.WRTC_EVENT_TRANSCEIVER => Read(*(wrtc_transceiver_announced*)source.details),
        wrtc_event_type.WRTC_EVENT_TRANSCEIVER_CHANGED => Read(*(wrtc_transceiver_changed*)source.details),
        wrtc_event_type.WRTC_EVENT_TRACK => Read(*(wrtc_track_announced*)source.details),
        wrtc_event_type.WRTC_EVENT_TRACK_MUTED_STATE => new TrackMutedEvent(source.state != 0),
        wrtc_event_type.WRTC_EVENT_TRACK_ENDED => new TrackEndedEvent(),
        wrtc_event_type.WRTC_EVENT_DTMF_TONE => Read(*(wrtc_dtmf_tone*)source.details),
        wrtc_event_type.WRTC_EVENT_SOURCE_WRITABLE or wrtc_event_type.WRTC_EVENT_READER_READABLE
            or wrtc_event_type.WRTC_EVENT_SOURCE_WANTS => s_mediaReady,
        wrtc_event_type.WRTC_EVENT_CHANNEL_STATE =>
            new ChannelStateEvent(source.state, source.details == null ? null : Read(*(wrtc_channel_failure*)source.details)),
        wrtc_event_type.WRTC_EVENT_CHANNEL_READABLE => s_channelReadable,
        wrtc_event_type.WRTC_EVENT_CHANNEL_WRITABLE => s_channelWritable,
        wrtc_event_type.WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW => s_channelBufferedAmountLow,
        wrtc_event_type.WRTC_EVENT_LOG => Read(*(wrtc_log_line*)source.details),
        _ => null,
    };

    private static OperationCompletedEvent Read(in wrtc_operation_completed completed) => new(
        completed.operation,
        completed.status == wrtc_status.WRTC_OK
            ? null
            : NativeError.Translate(completed.status, completed.error_type, NativeError.Text(completed.error)),
        (int)completed.sdp_type,
        NativeError.Text(completed.sdp),
        NativeError.Text(completed.stats));

    private static NativeCandidate Read(in wrtc_local_candidate candidate) => new(
        NativeError.Text(candidate.sdp_mid),
        candidate.sdp_mline_index,
        NativeError.Text(candidate.candidate),
        candidate.server_url.length > 0 ? NativeError.Text(candidate.server_url) : null);

    private static IceCandidateErrorEvent Read(in wrtc_candidate_error error) => new(
        NativeError.Text(error.address), error.port, NativeError.Text(error.url), error.error_code, NativeError.Text(error.error_text));

    private static SelectedCandidatePairEvent Read(in wrtc_candidate_pair pair) =>
        new(NativeError.Text(pair.local), NativeError.Text(pair.remote), pair.dtls_transport);

    private static DescriptionEvent Read(in wrtc_description_changed description) => new(
        (DescriptionSlot)description.which,
        description.sdp_type >= 0 ? description.sdp_type : null,
        NativeError.Text(description.sdp));

    private static SctpStateEvent Read(int state, in wrtc_sctp_transport transport) =>
        new(state, transport.max_message_size, transport.max_channels, transport.dtls_transport);

    private static DtlsStateEvent Read(int state, in wrtc_dtls_transport transport) => new(
        state,
        Bytes(transport.remote_certificate),
        (int)transport.ice_role,
        transport.id,
        NativeError.Text(transport.mid),
        (int)transport.ice_state,
        (int)transport.ice_gathering_state);

    private static DataChannelEvent Read(in wrtc_data_channel_announced announced) =>
        new(new NativeDataChannel(new DataChannelHandle(announced.channel)), announced.tag);

    private static TransceiverEvent Read(in wrtc_transceiver_announced announced) =>
        new(new NativeTransceiver(announced.transceiver), announced.tag, (int)announced.kind);

    private static TransceiverChangedEvent Read(in wrtc_transceiver_changed changed) => new(
        NativeError.Text(changed.mid),
        changed.direction,
        changed.current_direction >= 0 ? changed.current_direction : null,
        changed.is_removed != 0,
        changed.dtls_transport);

    private static TrackEvent Read(in wrtc_track_announced announced)
    {
        var streams = new string[announced.stream_id_count];
        for (var i = 0; i < streams.Length; i++)
            streams[i] = NativeError.Text(announced.stream_ids[i]);
        return new TrackEvent(streams);
    }

    private static DtmfToneEvent Read(in wrtc_dtmf_tone tone) => new(NativeError.Text(tone.tone), NativeError.Text(tone.tone_buffer));

    private static Exception Read(in wrtc_channel_failure failure) =>
        NativeError.Translate(failure.status, failure.error_type, NativeError.Text(failure.error));

    private static LogLineEvent Read(in wrtc_log_line line) => new((int)line.severity, NativeError.Text(line.text), line.dropped);

    private static byte[] Bytes(in wrtc_bytes bytes) => new ReadOnlySpan<byte>(bytes.data, bytes.length).ToArray();
}
