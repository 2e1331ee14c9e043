using Microsoft.Extensions.Hosting;

namespace WebRtcNative.Hosting;

/// <summary>Closes the connections of the container's factory when the host stops.</summary>
internal sealed class ConnectionDrain : IHostedService
{
    private PeerConnectionFactory? _factory;

    /// <summary>Null until the container has created it: a program without connections needs no factory.</summary>
    public PeerConnectionFactory? Factory
    {
        get => Volatile.Read(ref _factory);
        set => Volatile.Write(ref _factory, value);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Factory is { } factory) // the host's time may run out: then the connections are closed at once
            await factory.CloseConnectionsAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
