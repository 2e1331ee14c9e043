using System.Net.WebSockets;

namespace Signaling;

/// <summary>Carries text messages, as they are, between one peer's socket and its seat until either side ends it.</summary>
internal sealed class Relay(WebSocket socket, Seat seat)
{
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
        var buffer = new byte[TextMessages.MaxSize];
        try
        {
            while (await TextMessages.ReceiveAsync(socket, buffer, stopping) is { } message)
            {
                if (!seat.Outbox.TryWrite(message))
                    return (WebSocketCloseStatus.PolicyViolation, "the other peer does not read");
            }
            return (WebSocketCloseStatus.NormalClosure, null);
        }
        catch (RefusalException refusal)
        {
            return (refusal.Status, refusal.Message);
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
