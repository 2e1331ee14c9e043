using System.Text;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Hostile;

/// <summary>A peer connection of the C interface, with bytes for texts.</summary>
internal sealed unsafe class RawConnection : IDisposable
{
    private readonly wrtc_runtime* _runtime;
    private readonly wrtc_queue* _queue;
    private readonly wrtc_peer_connection* _connection;
    private long _operation;

    public RawConnection()
    {
        wrtc_runtime* runtime;
        wrtc_queue* queue;
        wrtc_peer_connection* connection;
        Assert.Equal(wrtc_status.WRTC_OK, NativeMethods.wrtc_runtime_create(&runtime));
        Assert.Equal(wrtc_status.WRTC_OK, NativeMethods.wrtc_queue_create(&queue));
        Assert.Equal(wrtc_status.WRTC_OK, NativeMethods.wrtc_peer_connection_create(runtime, queue, 1, null, &connection));
        _runtime = runtime;
        _queue = queue;
        _connection = connection;
    }

    /// <summary>False when it was refused, by the call or later.</summary>
    public bool SetRemoteDescription(wrtc_sdp_type type, ReadOnlySpan<byte> sdp)
    {
        fixed (byte* text = sdp)
            return Finish(NativeMethods.wrtc_peer_connection_set_remote_description(_connection, ++_operation, type, (sbyte*)text, sdp.Length));
    }

    /// <summary>False when it was refused, by the call or later.</summary>
    public bool AddIceCandidate(ReadOnlySpan<byte> mid, ReadOnlySpan<byte> candidate)
    {
        fixed (byte* midText = mid, text = candidate)
        {
            return Finish(NativeMethods.wrtc_peer_connection_add_ice_candidate(
                _connection, ++_operation, (sbyte*)midText, mid.Length, -1, (sbyte*)text, candidate.Length));
        }
    }

    public void Dispose()
    {
        NativeMethods.wrtc_peer_connection_destroy(_connection);
        NativeMethods.wrtc_queue_destroy(_queue);
        NativeMethods.wrtc_runtime_destroy(_runtime);
    }

    private bool Finish(wrtc_status status)
    {
        if (status != wrtc_status.WRTC_OK)
        {
            wrtc_error error;
            NativeMethods.wrtc_last_error(&error);
            Assert.Equal(status, error.status);
            Assert.True(error.message.length > 0);
            return false;
        }
        wrtc_status? answer = null;
        Wait.Until(() => (answer ??= Poll()) != null, "an answer");
        Assert.Null(Poll()); // only one
        return answer == wrtc_status.WRTC_OK;
    }

    private wrtc_status? Poll()
    {
        wrtc_status? answer = null;
        wrtc_event next;
        while (NativeMethods.wrtc_queue_poll(_queue, &next, 1, 0) == 1)
        {
            if (next.type != wrtc_event_type.WRTC_EVENT_OPERATION_COMPLETED)
                continue;
            var completed = (wrtc_operation_completed*)next.details;
            _ = Encoding.UTF8.GetString(new ReadOnlySpan<byte>(completed->error.data, completed->error.length));
            _ = Encoding.UTF8.GetString(new ReadOnlySpan<byte>(completed->sdp.data, completed->sdp.length));
            Assert.Equal(_operation, completed->operation);
            Assert.Null(answer);
            answer = completed->status;
        }
        return answer;
    }
}
