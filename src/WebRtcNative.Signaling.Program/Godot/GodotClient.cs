using System.Net.WebSockets;
using System.Threading.Channels;

namespace WebRtcNative.Signaling.Program.Godot;

/// <summary>One client of Godot's signaling demo: its socket, and the messages for it.</summary>
internal sealed class GodotClient(WebSocket socket, GodotLobbies lobbies)
{
    // The messages of others leave room for the server's, so that a flood of one does not end another.
    private const int MaxRelayedBytes = 512 * 1024;
    private const int MaxWaitingBytes = 2 * MaxRelayedBytes;

    private static readonly TimeSpan s_joinTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_closeTime = TimeSpan.FromSeconds(2);

    private readonly Channel<byte[]> _outbox = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<RefusalException?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waitingBytes;

    /// <summary>In its lobby.</summary>
    public int Id { get; set; }

    public GodotLobby? Lobby { get; set; }

    public bool HasEnded => _end.Task.IsCompleted;

    /// <summary>A refusal with the status that Godot's demo servers use.</summary>
    public static RefusalException Refuse(string reason) => new((WebSocketCloseStatus)4000, reason);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var receiving = ReceiveAsync(patience.Token);
        var delivering = DeliverAsync(patience.Token);
        try
        {
            await Task.WhenAny(_joined.Task, _end.Task).WaitAsync(s_joinTime, stopping);
            await _end.Task.WaitAsync(stopping);
        }
        catch (TimeoutException)
        {
            End(Refuse($"no lobby was joined for {s_joinTime.TotalSeconds} s"));
        }
        catch (OperationCanceledException)
        {
            End(null); // the server stops
        }
        patience.CancelAfter(s_closeTime);
        lobbies.Leave(this);
        await Task.WhenAll(receiving, delivering);
    }

    /// <summary>A message of the server. Ends a client that does not read.</summary>
    public void Tell(GodotMessage message)
    {
        if (!TryAdd(message, MaxWaitingBytes))
            End(Refuse("you do not read"));
    }

    /// <summary>A message of another client. False if too much waits for this one.</summary>
    public bool TryRelay(GodotMessage message) => TryAdd(message, MaxRelayedBytes);

    /// <summary>Closes the socket, after the messages that wait. The first call decides.</summary>
    public void End(RefusalException? reason)
    {
        _end.TrySetResult(reason);
        _outbox.Writer.TryComplete();
    }

    private bool TryAdd(GodotMessage message, int most)
    {
        var json = message.ToJson();
        if (Volatile.Read(ref _waitingBytes) + json.Length > most)
            return false;
        Interlocked.Add(ref _waitingBytes, json.Length);
        _outbox.Writer.TryWrite(json); // fails after the end, when nothing is to be told any more
        return true;
    }

    /// <summary>Until the client has closed its side. After a refusal the rest is read and ignored: with unread data the system would reset
    /// the connection, and the client would not learn the reason.</summary>
    private async Task ReceiveAsync(CancellationToken patience)
    {
        var buffer = new byte[TextMessages.MaxSize];
        try
        {
            while (true)
            {
                try
                {
                    if (await TextMessages.ReceiveAsync(socket, buffer, patience) is not { } message)
                        break;
                    lobbies.Handle(this, GodotMessage.Parse(message));
                    if (Lobby != null)
                        _joined.TrySetResult();
                }
                catch (RefusalException refusal)
                {
                    End(refusal);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client vanished or the server stops, so there is no one to answer.
        }
        End(null);
    }

    private async Task DeliverAsync(CancellationToken patience)
    {
        try
        {
            await foreach (var message in _outbox.Reader.ReadAllAsync(patience))
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, patience);
                Interlocked.Add(ref _waitingBytes, -message.Length);
            }
            var reason = await _end.Task;
            await socket.CloseOutputAsync(reason?.Status ?? WebSocketCloseStatus.NormalClosure, reason?.Message, patience);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            End(null);
        }
    }
}
