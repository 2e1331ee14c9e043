using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class PeerConnection
{
    /// <summary>connectionstatechange. Events are raised by the queue: on the thread that polls, or on the thread pool.</summary>
    public event EventHandler<PeerConnectionState>? ConnectionStateChanged;

    /// <summary>signalingstatechange</summary>
    public event EventHandler<SignalingState>? SignalingStateChanged;

    /// <summary>icegatheringstatechange</summary>
    public event EventHandler<IceGatheringState>? IceGatheringStateChanged;

    /// <summary>iceconnectionstatechange</summary>
    public event EventHandler<IceConnectionState>? IceConnectionStateChanged;

    /// <summary>negotiationneeded: an offer and answer exchange is needed for what has changed.</summary>
    public event EventHandler? NegotiationNeeded;

    /// <summary>icecandidate: a local candidate to be sent to the remote peer.</summary>
    public event EventHandler<IceCandidate>? IceCandidateGathered;

    /// <summary>icecandidateerror: a STUN or TURN server could not be used.</summary>
    public event EventHandler<IceCandidateError>? IceCandidateErrorOccurred;

    /// <summary>selectedcandidatepairchange (of RTCIceTransport)</summary>
    public event EventHandler<IceCandidatePair>? SelectedCandidatePairChanged;

    /// <summary>datachannel: the remote peer has created a channel.</summary>
    public event EventHandler<DataChannel>? DataChannelReceived;

    /// <summary>A channel of the remote peer gets its object before any event of it is routed.</summary>
    internal void Adopt(in NativeEvent next)
    {
        var channel = new DataChannel(this, next.Operation);
        channel.AttachOpen(new NativeDataChannel(next.Channel!));
        Track(channel);
        if (IsClosed) // perhaps since a moment ago, when Close did not see this channel yet
            channel.Dispose();
    }

    void IEventTarget.Handle(in NativeEvent next)
    {
        if (IsClosed)
            return;
        switch (next.Type)
        {
            case wrtc_event_type.WRTC_EVENT_OPERATION_COMPLETED:
                CompleteOperation(next);
                break;
            case wrtc_event_type.WRTC_EVENT_NEGOTIATION_NEEDED:
                NegotiationNeeded?.Invoke(this, EventArgs.Empty);
                break;
            case wrtc_event_type.WRTC_EVENT_SIGNALING_STATE:
                SignalingState = FromNative((wrtc_signaling_state)next.Value);
                SignalingStateChanged?.Invoke(this, SignalingState);
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_GATHERING_STATE:
                IceGatheringState = (IceGatheringState)next.Value;
                IceGatheringStateChanged?.Invoke(this, IceGatheringState);
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_CONNECTION_STATE:
                IceConnectionState = (IceConnectionState)next.Value;
                IceConnectionStateChanged?.Invoke(this, IceConnectionState);
                break;
            case wrtc_event_type.WRTC_EVENT_CONNECTION_STATE:
                ConnectionState = (PeerConnectionState)next.Value;
                ConnectionStateChanged?.Invoke(this, ConnectionState);
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_CANDIDATE:
                IceCandidateGathered?.Invoke(this, new IceCandidate(next.Text2, next.Text1, next.Value));
                break;
            case wrtc_event_type.WRTC_EVENT_ICE_CANDIDATE_ERROR:
                IceCandidateErrorOccurred?.Invoke(
                    this, new IceCandidateError(next.Text1, next.Value2, next.Text2, next.Value, next.Text3));
                break;
            case wrtc_event_type.WRTC_EVENT_SELECTED_CANDIDATE_PAIR:
                SelectedCandidatePair = new IceCandidatePair(next.Text1, next.Text2);
                SelectedCandidatePairChanged?.Invoke(this, SelectedCandidatePair);
                break;
            case wrtc_event_type.WRTC_EVENT_DATA_CHANNEL:
                if (_channels.TryGetValue(next.Operation, out var channel))
                    DataChannelReceived?.Invoke(this, channel);
                break;
        }
    }

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
