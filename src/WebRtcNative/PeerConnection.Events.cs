using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class PeerConnection
{
    /// <summary>connectionstatechange: the connection state has changed. Raised by the connection's queue: on the thread that polls, on the
    /// thread pool, or on the queue's context.</summary>
    public event EventHandler<PeerConnectionState>? ConnectionStateChanged;

    /// <summary>Creates the object of a remote channel before any event of the channel is routed.</summary>
    internal void Adopt(DataChannelEvent announced)
    {
        var channel = new DataChannel(this, announced.ChannelTag);
        channel.AttachOpen(announced.Channel);
        if (!TryTrack(channel) || IsClosed) // Close may have run before it could see this channel
            channel.Dispose();
    }

    void IEventTarget.Handle(EventBody body)
    {
        if (IsClosed)
        {
            if (body is OperationCompletedEvent { Operation: Goodbye })
            {
                Volatile.Read(ref _goodbye)?.TrySetResult();
                return;
            }
            (body as DataChannelEvent)?.Channel.Dispose(); // no one will get this channel
            WebRtcMetrics.EventDropped();
            return;
        }
        switch (body)
        {
            case OperationCompletedEvent e:
                CompleteOperation(e);
                break;
            case NegotiationNeededEvent:
                Interlocked.Exchange(ref _mayNeedNegotiation, 1);
                CheckNegotiationNeeded();
                break;
            case SignalingStateEvent e:
                SignalingState = (SignalingState)e.State;
                _connect.Reached("webrtc.signaling_state", SignalingState);
                SignalingStateChanged?.Invoke(this, SignalingState);
                break;
            case IceGatheringStateEvent e:
                SetIceGatheringState((IceGatheringState)e.State);
                break;
            case IceConnectionStateEvent e:
                SetIceConnectionState((IceConnectionState)e.State);
                break;
            case ConnectionStateEvent e:
                EndConnecting((PeerConnectionState)e.State);
                _connect.Reached(ConnectionState);
                if (ConnectionState == PeerConnectionState.Failed)
                    Volatile.Read(ref _received)?.Fail();
                ConnectionStateChanged?.Invoke(this, ConnectionState);
                break;
            case IceCandidateEvent e:
                var gathered = ToCandidate(e.Candidate);
                (_pendingLocal ?? _currentLocal)?.Add(gathered);
                foreach (var transport in _transports)
                    transport.IceTransport.Add(gathered);
                IceCandidateGathered?.Invoke(this, gathered);
                break;
            case IceCandidateRemovedEvent e:
                var removed = ToCandidate(e.Candidate);
                foreach (var transport in _transports)
                    transport.IceTransport.Remove(removed);
                IceCandidateRemoved?.Invoke(this, removed);
                break;
            case IceCandidateErrorEvent e:
                IceCandidateErrorOccurred?.Invoke(this, new IceCandidateError
                {
                    Address = e.Address,
                    Port = e.Port,
                    Url = e.Url,
                    ErrorCode = e.ErrorCode,
                    ErrorText = e.ErrorText,
                });
                break;
            case SelectedCandidatePairEvent e:
                (OnlyTransport ?? FindTransport(e.DtlsTransport))?.IceTransport.Update(new IceCandidatePair
                {
                    Local = IceCandidate.FromEngine(e.Local),
                    Remote = IceCandidate.FromEngine(e.Remote),
                });
                break;
            case DescriptionEvent e:
                SetKnown(e.Slot, e.SdpType is { } type ? new SessionDescription((SdpType)type, e.Sdp) : null);
                break;
            case SctpStateEvent e:
                UpdateSctp(e);
                break;
            case DtlsStateEvent e:
                UpdateTransport(e);
                break;
            case EventLogEvent e:
                WriteEventLog(e.Bytes);
                break;
            case DataChannelEvent e:
                if (_channels.TryGetValue(e.ChannelTag, out var channel))
                    OnDataChannel(channel);
                break;
        }
    }
}
