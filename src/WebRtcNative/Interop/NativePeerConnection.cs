namespace WebRtcNative.Interop;

/// <summary>A peer connection of the shim, with managed arguments and exceptions.</summary>
internal sealed unsafe partial class NativePeerConnection : IDisposable
{
    private static readonly string s_optionWithSyntax = nameof(PeerConnectionOptions.IceServers);

    private readonly PeerConnectionHandle _handle;

    public NativePeerConnection(RuntimeHandle runtime, NativeQueue queue, long tag, PeerConnectionOptions options)
    {
        using var native = new NativeOptions(options);
        wrtc_peer_connection* connection;
        using var runtimePointer = runtime.Acquire();
        using var queuePointer = queue.Handle.Acquire();
        ThrowIfRefused(NativeMethods.wrtc_peer_connection_create(runtimePointer, queuePointer, tag, native.Pointer, &connection), options);
        _handle = new PeerConnectionHandle(connection);
    }

    public void SetConfiguration(PeerConnectionOptions options)
    {
        using var native = new NativeOptions(options);
        using var connection = _handle.Acquire();
        ThrowIfRefused(NativeMethods.wrtc_peer_connection_set_configuration(connection, native.Pointer), options);
    }

    private static void ThrowIfRefused(wrtc_status status, PeerConnectionOptions options)
    {
        try
        {
            NativeError.ThrowIfFailed(status);
        }
        catch (WebRtcException e) when (e.ErrorType == RtcErrorType.SyntaxError)
        {
            var fault = options.IceServers.SelectMany(server => server.Urls).Select(IceServerUrl.FindFault).FirstOrDefault(found => found != null);
            throw new ArgumentException(fault ?? e.Message, s_optionWithSyntax, e);
        }
    }

    public void CreateOffer(long operation, bool iceRestart)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(
            NativeMethods.wrtc_peer_connection_create_offer(connection, operation, iceRestart ? (byte)1 : (byte)0));
    }

    public void CreateAnswer(long operation)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_create_answer(connection, operation));
    }

    /// <summary>The offer or answer that the signaling state calls for.</summary>
    public void SetLocalDescription(long operation)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_set_implicit_local_description(connection, operation));
    }

    public void SetLocalDescription(long operation, SessionDescription description)
    {
        using var connection = _handle.Acquire();
        using var strings = new NativeStrings();
        var sdp = strings.Add(description.Sdp);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_set_local_description(
            connection, operation, (wrtc_sdp_type)description.Type, sdp.data, sdp.length));
    }

    public void SetRemoteDescription(long operation, SessionDescription description)
    {
        using var connection = _handle.Acquire();
        using var strings = new NativeStrings();
        var sdp = strings.Add(description.Sdp);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_set_remote_description(
            connection, operation, (wrtc_sdp_type)description.Type, sdp.data, sdp.length));
    }

    public void AddIceCandidate(long operation, IceCandidate candidate)
    {
        using var connection = _handle.Acquire();
        using var strings = new NativeStrings();
        var mid = strings.Add(candidate.SdpMid ?? string.Empty);
        var text = strings.Add(candidate.Candidate);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_add_ice_candidate(
            connection, operation, mid.data, mid.length, candidate.SdpMLineIndex ?? -1, text.data, text.length));
    }

    public void RemoveIceCandidate(long operation, IceCandidate candidate)
    {
        using var connection = _handle.Acquire();
        using var strings = new NativeStrings();
        var mid = strings.Add(candidate.SdpMid ?? string.Empty);
        var text = strings.Add(candidate.Candidate);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_remove_ice_candidate(
            connection, operation, mid.data, mid.length, candidate.SdpMLineIndex ?? -1, text.data, text.length));
    }

    public void RestartIce()
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_restart_ice(connection));
    }

    /// <summary>Its completion has an error if no negotiation is needed.</summary>
    public void CheckNegotiationNeeded(long operation)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_check_negotiation_needed(connection, operation));
    }

    public void GetStats(long operation)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_get_stats(connection, operation));
    }

    public void StartEventLog(long operation, int outputPeriod, long limit)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(
            NativeMethods.wrtc_peer_connection_start_event_log(connection, operation, outputPeriod, limit));
    }

    public void StopEventLog(long operation)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_stop_event_log(connection, operation));
    }

    /// <summary>Throws the exception that <see cref="AddIceCandidate"/> would throw for the candidate itself.</summary>
    public static void CheckIceCandidate(IceCandidate candidate)
    {
        using var strings = new NativeStrings();
        var mid = strings.Add(candidate.SdpMid ?? string.Empty);
        var text = strings.Add(candidate.Candidate);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_ice_candidate_check(
            mid.data, mid.length, candidate.SdpMLineIndex ?? -1, text.data, text.length));
    }

    public NativeDataChannel CreateDataChannel(long tag, string label, DataChannelOptions options)
    {
        using var strings = new NativeStrings();
        var nativeLabel = strings.Add(label);
        var native = new wrtc_data_channel_options
        {
            protocol = strings.Add(options.Protocol),
            id = options.Id ?? -1,
            max_retransmits = options.MaxRetransmits ?? -1,
            max_packet_life_time = (int)(options.MaxPacketLifeTime?.TotalMilliseconds ?? -1),
            priority = options.Priority is { } priority ? (int)priority : -1,
            negotiated = options.Negotiated ? (byte)1 : (byte)0,
            unordered = options.Ordered ? (byte)0 : (byte)1,
        };
        wrtc_data_channel* channel;
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_create_data_channel(
            connection, tag, nativeLabel.data, nativeLabel.length, &native, &channel));
        return new NativeDataChannel(new DataChannelHandle(channel));
    }

    public void Close()
    {
        using var connection = _handle.Acquire();
        NativeMethods.wrtc_peer_connection_close(connection);
    }

    /// <summary>After <see cref="Close"/>: its completion says that the engine has closed the connection and told the peer.</summary>
    public void TellClosed(long operation)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_tell_closed(connection, operation));
    }

    public void Dispose() => _handle.Dispose();
}
