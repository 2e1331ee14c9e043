using System.Net.WebSockets;

namespace Signaling;

/// <summary>Carries text messages, as they are, between one peer's socket and its seat until either side ends it.</summary>
internal sealed class Relay(WebSocket socket, Seat seat)
{
    private const int MaxMessageSize = 64 * 1024;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var received = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var delivering = DeliverAsync(received.Token, stopping);
        try
        {
            var (status, reason) = await ReceiveAsync(stopping);
            await received.CancelAsync();
            await delivering;
            await socket.CloseOutputAsync(status, reason, stopping);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The peer vanished or the server stops, so there is no one to answer.
        }
        finally
        {
            await received.CancelAsync();
            await delivering;
        }
    }

    /// <summary>From the peer to the other one's mailbox; returns why it ended.</summary>
    private async Task<(WebSocketCloseStatus Status, string? Reason)> ReceiveAsync(CancellationToken stopping)
    {
        var buffer = new byte[MaxMessageSize];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), stopping);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                    return (WebSocketCloseStatus.NormalClosure, null);
                if (part.MessageType == WebSocketMessageType.Binary)
                    return (WebSocketCloseStatus.InvalidMessageType, "text only");
                if (length == buffer.Length && !part.EndOfMessage)
                    return (WebSocketCloseStatus.MessageTooBig, $"a message has at most {MaxMessageSize} bytes");
            }
            while (!part.EndOfMessage);

            if (!seat.Outbox.TryWrite(buffer[..length]))
                return (WebSocketCloseStatus.PolicyViolation, "the other peer does not read");
        }
    }

    /// <summary>From the mailbox to the peer. Cancelling a send would abort the socket, so only waiting is cancelled.</summary>
    private async Task DeliverAsync(CancellationToken ended, CancellationToken stopping)
    {
        try
        {
            await foreach (var message in seat.Inbox.ReadAllAsync(ended))
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, stopping);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Receiving notices the same and ends the relay.
        }
    }
}
