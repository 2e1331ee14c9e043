using System.Net.WebSockets;

namespace WebRtcNative.Signaling.Program.Godot;

internal static class TextMessages
{
    public const int MaxSize = 64 * 1024;

    /// <summary>Receives a whole text message; null when the client closes the socket.</summary>
    /// <param name="socket">The client.</param>
    /// <param name="buffer">Memory of <see cref="MaxSize"/> bytes, for which the caller has no other use.</param>
    /// <param name="cancellation">Aborts the socket, as every cancelled operation of a WebSocket does.</param>
    /// <exception cref="RefusalException">The message is binary or too long.</exception>
    public static async ValueTask<byte[]?> ReceiveAsync(WebSocket socket, byte[] buffer, CancellationToken cancellation)
    {
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (part.MessageType == WebSocketMessageType.Binary)
                throw new RefusalException(WebSocketCloseStatus.InvalidMessageType, "text only");
            if (length == buffer.Length && !part.EndOfMessage)
                throw new RefusalException(WebSocketCloseStatus.MessageTooBig, $"a message has at most {MaxSize} bytes");
        }
        while (!part.EndOfMessage);
        return buffer[..length];
    }
}
