using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class PeerConnection
{
    /// <summary>connectionstatechange. Events are raised by the queue: on the thread that polls, or on the thread pool.</summary>
    public event EventHandler<PeerConnectionState>? ConnectionStateChanged;

    /// <summary>datachannel: the remote peer has created a channel.</summary>
    public event EventHandler<DataChannel>? DataChannelReceived;

    /// <summary>A channel of the remote peer gets its object before any event of it is routed.</summary>
    internal void Adopt(in NativeEvent next)
    {
        var channel = new DataChannel(this, next.Operation);
        channel.AttachOpen(new NativeDataChannel(next.Channel!));
        if (!TryTrack(channel) || IsClosed) // perhaps since a moment ago, when Close did not see this channel yet
            channel.Dispose();
    }

    void IEventTarget.Handle(in NativeEvent next)
    {
        if (IsClosed)
        {
            WebRtcMetrics.EventDropped();
            return;
        }
        switch (next.Type)
        {
            case wrtc_event_type.WRTC_EVENT_OPERATION_COMPLETED:
                CompleteOperation(next);
                break;
            case wrtc_event_type.WRTC_EVENT_NEGOTIATION_NEEDED:
                Interlocked.Exchange(ref _mayNeedNegotiation, true);
                CheckNegotiationNeeded();
                break;
            case wrtc_event_type.WRTC_EVENT_SIGNALING_STATE:
                SignalingState = FromNative((wrtc_signaling_state)next.Value);
                _connect.Reached("webrtc.signaling_state", SignalingState);
                SignalingStateChanged?.Invoke(this, SignalingState);
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_GATHERING_STATE:
                IceGatheringState = (IceGatheringState)next.Value;
                _connect.Reached("webrtc.ice_gathering_state", IceGatheringState);
                IceGatheringStateChanged?.Invoke(this, IceGatheringState);
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_CONNECTION_STATE:
                IceConnectionState = (IceConnectionState)next.Value;
                _connect.Reached("webrtc.ice_connection_state", IceConnectionState);
                IceConnectionStateChanged?.Invoke(this, IceConnectionState);
                break;
            case wrtc_event_type.WRTC_EVENT_CONNECTION_STATE:
                ConnectionState = (PeerConnectionState)next.Value;
                _connect.Reached(ConnectionState);
                ConnectionStateChanged?.Invoke(this, ConnectionState);
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_CANDIDATE:
                IceCandidateGathered?.Invoke(this, ReadCandidate(next));
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_CANDIDATE_REMOVED:
                IceCandidateRemoved?.Invoke(this, ReadCandidate(next));
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_CANDIDATE_ERROR:
                IceCandidateErrorOccurred?.Invoke(
                    this, new IceCandidateError(next.Text1, next.Value2, next.Text2, next.Value, next.Text3));
                break;
            case wrtc_event_type.WRTC_EVENT_SELECTED_CANDIDATE_PAIR:
                SelectedCandidatePair = new IceCandidatePair(
                    IceCandidate.FromEngine(next.Text1), IceCandidate.FromEngine(next.Text2));
                SelectedCandidatePairChanged?.Invoke(this, SelectedCandidatePair);
                break;
            case wrtc_event_type.WRTC_EVENT_DESCRIPTION:
                SetKnown(
                    (wrtc_description)next.Value,
                    next.Value2 >= 0 ? new SessionDescription((SdpType)next.Value2, next.Text1) : null);
                break;
            case wrtc_event_type.WRTC_EVENT_SCTP_STATE:
                Sctp ??= new SctpTransport(this);
                Sctp.Update(FromNative((wrtc_sctp_transport_state)next.Value), next.Operation, next.Value2);
                break;
            case wrtc_event_type.WRTC_EVENT_DTLS_STATE:
                Sctp?.Transport.Update((DtlsTransportState)next.Value, next.Bytes);
                break;
            case wrtc_event_type.WRTC_EVENT_EVENT_LOG:
                WriteEventLog(next.Bytes);
                break;
            case wrtc_event_type.WRTC_EVENT_DATA_CHANNEL:
                if (_channels.TryGetValue(next.Operation, out var channel))
                    DataChannelReceived?.Invoke(this, channel);
                break;
        }
    }

    /// <summary>The W3C knows no "new" here.</summary>
    private static SctpTransportState FromNative(wrtc_sctp_transport_state state) =>
        state == wrtc_sctp_transport_state.WRTC_SCTP_TRANSPORT_STATE_NEW
            ? SctpTransportState.Connecting
            : (SctpTransportState)state;

    /// <summary>The engine counts in the order of JSEP, the W3C in another.</summary>
    private static SignalingState FromNative(wrtc_signaling_state state) => state switch
    {
        wrtc_signaling_state.WRTC_SIGNALING_STATE_HAVE_LOCAL_OFFER => SignalingState.HaveLocalOffer,
        wrtc_signaling_state.WRTC_SIGNALING_STATE_HAVE_LOCAL_PRANSWER => SignalingState.HaveLocalPrAnswer,
        wrtc_signaling_state.WRTC_SIGNALING_STATE_HAVE_REMOTE_OFFER => SignalingState.HaveRemoteOffer,
        wrtc_signaling_state.WRTC_SIGNALING_STATE_HAVE_REMOTE_PRANSWER => SignalingState.HaveRemotePrAnswer,
        wrtc_signaling_state.WRTC_SIGNALING_STATE_CLOSED => SignalingState.Closed,
        _ => SignalingState.Stable,
    };
}
