using System.Runtime.InteropServices;
using System.Text;

namespace WebRtcNative.Interop;

/// <summary>A peer connection of the shim, with managed arguments and exceptions.</summary>
internal sealed unsafe class NativePeerConnection : IDisposable
{
    private readonly PeerConnectionHandle _handle;

    public NativePeerConnection(NativeQueue queue, long tag, PeerConnectionOptions options)
    {
        using var strings = new NativeStrings();
        var servers = CollectServers(options, strings);
        fixed (wrtc_ice_server* serverPointer = servers)
        {
            var native = new wrtc_peer_connection_options
            {
                ice_servers = serverPointer,
                ice_server_count = servers.Length,
                ice_transport_policy = (wrtc_ice_transport_policy)options.IceTransportPolicy,
                bundle_policy = (wrtc_bundle_policy)options.BundlePolicy,
                ice_candidate_pool_size = options.IceCandidatePoolSize,
                min_port = options.MinPort,
                max_port = options.MaxPort,
                exclude_loopback = options.IncludeLoopback ? (byte)0 : (byte)1,
                receive_limit = options.ReceiveLimit,
            };
            wrtc_peer_connection* connection;
            using var runtimePointer = NativeRuntime.Shared.Acquire();
            using var queuePointer = queue.Handle.Acquire();
            NativeError.ThrowIfFailed(
                NativeMethods.wrtc_peer_connection_create(runtimePointer, queuePointer, tag, &native, &connection));
            _handle = new PeerConnectionHandle(connection);
        }
    }

    public void CreateOffer(long operation)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_create_offer(connection, operation));
    }

    public void CreateAnswer(long operation)
    {
        using var connection = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_create_answer(connection, operation));
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

    /// <summary>Throws what <see cref="AddIceCandidate"/> would throw for the candidate itself.</summary>
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
            max_packet_life_time = options.MaxPacketLifeTime ?? -1,
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

    public void Dispose() => _handle.Dispose();

    private static wrtc_ice_server[] CollectServers(PeerConnectionOptions options, NativeStrings strings)
    {
        var servers = new List<wrtc_ice_server>();
        foreach (var server in options.IceServers)
        {
            foreach (var url in server.Urls)
            {
                servers.Add(new wrtc_ice_server
                {
                    url = strings.Add(url),
                    username = strings.Add(server.Username ?? string.Empty),
                    credential = strings.Add(server.Credential ?? string.Empty),
                });
            }
        }
        return [.. servers];
    }

    /// <summary>Strings on their way down: UTF-8 in native memory for the length of a call.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly List<nint> _blocks = [];

        /// <summary>Lone surrogates become U+FFFD.</summary>
        public wrtc_string Add(string text)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            if (length == 0)
                return default;
            var block = (byte*)NativeMemory.Alloc((nuint)length);
            _blocks.Add((nint)block);
            Encoding.UTF8.GetBytes(text, new Span<byte>(block, length));
            return new wrtc_string { data = (sbyte*)block, length = length };
        }

        public void Dispose()
        {
            foreach (var block in _blocks)
                NativeMemory.Free((void*)block);
        }
    }
}
