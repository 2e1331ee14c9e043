using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Link;

/// <summary>One SignalR connection. It is never used again after its end: what an old connection still delivers must not mix with what
/// the new one delivers.</summary>
internal sealed class LinkConnection
{
    private readonly HubConnection _hub;
    private readonly TaskCompletionSource<WireError?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LinkConnection(Uri server, RoomOptions options, Action<LinkConnection, List<WireEvent>> delivered)
    {
        var builder = new HubConnectionBuilder().WithUrl(server, http =>
        {
            // No load balancer then has to send all requests of a client to the same node.
            http.Transports = HttpTransportType.WebSockets;
            http.SkipNegotiation = true;
            options.ConfigureHttp?.Invoke(http);
        });
        builder.AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, WireResolver.Instance));
        if (options.LoggerFactory is { } loggers)
            builder.Services.AddSingleton(loggers);
        _hub = builder.Build();
        _hub.ServerTimeout = options.ServerTimeout;
        _hub.KeepAliveInterval = options.ServerTimeout / 3;
        _hub.HandshakeTimeout = options.ServerTimeout;
        _hub.On<Delivery>(Methods.Deliver, delivery => delivered(this, delivery.Events));
        _hub.On<WireError>(Methods.Over, error => End(error));
        _hub.Closed += _ =>
        {
            End(null);
            return Task.CompletedTask;
        };
    }

    /// <summary>Ends with the connection: with the server's reason, or null if it was lost.</summary>
    public Task<WireError?> Ended => _ended.Task;

    /// <exception cref="RoomException">The server cannot be reached.</exception>
    public static async Task<LinkConnection> OpenAsync(
        Uri server, RoomOptions options, Action<LinkConnection, List<WireEvent>> delivered, CancellationToken cancellation)
    {
        var connection = new LinkConnection(server, options, delivered);
        try
        {
            // A server that takes the connection and says nothing must not hold the client for ever.
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(options.ServerTimeout);
            await connection._hub.StartAsync(timeout.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            await connection.CloseAsync().ConfigureAwait(false);
            var problem = e switch
            {
                OperationCanceledException => FormattableString.Invariant(
                    $"has not answered within {options.ServerTimeout.TotalSeconds} s ({nameof(RoomOptions.ServerTimeout)})."),
                WebSocketException { WebSocketErrorCode: WebSocketError.NotAWebSocket } =>
                    $"answers, but not as a signaling server: {e.Message}",
                _ => $"cannot be reached: {e.Message}",
            };
            throw new RoomException(RoomErrorType.Unreachable, $"{server} {problem}", e);
        }
        catch
        {
            await connection.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <exception cref="RoomException">The connection is lost; whether the server has heard the call is not known.</exception>
    public async Task<T> CallAsync<T>(string method, object? argument, CancellationToken cancellation)
    {
        try
        {
            return argument == null
                ? await _hub.InvokeAsync<T>(method, cancellation).ConfigureAwait(false)
                : await _hub.InvokeAsync<T>(method, argument, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw new RoomException(RoomErrorType.Unreachable, $"The server's answer to {method} was lost: {e.Message}", e);
        }
    }

    public void End(WireError? error) => _ended.TrySetResult(error);

    public async Task CloseAsync()
    {
        End(null);
        try
        {
            await _hub.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Gone already, in whatever way.
        }
    }
}
