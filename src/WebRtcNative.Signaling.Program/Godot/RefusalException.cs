using System.Net.WebSockets;

namespace WebRtcNative.Signaling.Program.Godot;

/// <summary>A client did what it may not do; its socket is closed with this status and reason.</summary>
internal sealed class RefusalException(WebSocketCloseStatus status, string reason) : Exception(reason)
{
    public WebSocketCloseStatus Status { get; } = status;
}
