using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>An engine: the threads of libwebrtc that its connections share, and their settings.</summary>
/// <remarks>
/// <para>A program with the default settings needs no factory: <c>new PeerConnection()</c> uses a factory with default options that
/// lives as long as the process. Factories are independent of each other, and their connections can be connected to each
/// other.</para>
/// <para>The threads start with the first connection. Members may be called from any thread. The garbage collector disposes a
/// factory without references.</para>
/// </remarks>
public sealed class PeerConnectionFactory : IDisposable
{
    private static PeerConnectionFactory? s_default;

    private readonly NativeRuntimes _runtimes;

    /// <summary>A new factory. No thread is started yet.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not open as many descriptors
    /// as a first connection needs.</exception>
    public PeerConnectionFactory(PeerConnectionFactoryOptions? options = null)
        : this(options, StartUp.Check())
    {
    }

    // Not inlined: the JIT would load assemblies before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private PeerConnectionFactory(PeerConnectionFactoryOptions? options, bool _)
    {
        Options = options ?? new PeerConnectionFactoryOptions();
        Options.Validate();
        _runtimes = new NativeRuntimes(Options.NetworkThreads, Options.DrivesAudioClock);
    }

    /// <summary>A connection was created. Raised by <see cref="CreatePeerConnection"/>, on the thread of its caller and before it
    /// returns. An exception of a handler disposes the connection and is thrown by that call.</summary>
    public event EventHandler<PeerConnection>? PeerConnectionCreated;

    /// <summary>The options that the factory was made with.</summary>
    public PeerConnectionFactoryOptions Options { get; }

    /// <summary>The connections of this factory that are not closed.</summary>
    internal OpenConnections Connections { get; } = new();

    /// <summary>The factory of <c>new PeerConnection()</c>. Never disposed.</summary>
    internal static PeerConnectionFactory Default =>
        Volatile.Read(ref s_default) ?? Interlocked.CompareExchange(ref s_default, new PeerConnectionFactory(), null) ?? s_default;

    /// <summary>Creates a connection on the threads of this factory. Waits for one of them; the first connections also start them.</summary>
    /// <param name="options">ICE servers and the rest; null for those of <see cref="Options"/>.</param>
    /// <param name="queue">The queue of its events; null for that of <see cref="Options"/>.</param>
    /// <returns>The connection, to be disposed by the caller. It does not depend on the life of the factory.</returns>
    /// <exception cref="ArgumentException">An option is wrong, such as a malformed URL of an ICE server; the message says which.</exception>
    /// <exception cref="WebRtcException">The engine refuses another option. With <see cref="RtcErrorType.ResourceExhausted"/>: the
    /// process may not have the threads or descriptors that a first connection needs; a later try succeeds once there are
    /// enough.</exception>
    /// <exception cref="ObjectDisposedException">The factory or the queue is disposed.</exception>
    public PeerConnection CreatePeerConnection(PeerConnectionOptions? options = null, EventQueue? queue = null)
    {
        var connection = new PeerConnection(options, queue, this);
        try
        {
            PeerConnectionCreated?.Invoke(this, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        return connection;
    }

    /// <summary>Closes all connections of this factory as <see cref="PeerConnection.CloseAsync"/> does, at the same time: for a program
    /// that is about to end. Connections can still be created, and those that are created meanwhile stay open.</summary>
    /// <param name="cancellationToken">Ends the waiting: the connections are closed at once, as <see cref="PeerConnection.Close"/> does,
    /// and the task is cancelled.</param>
    /// <returns>Ends when the remote peers have got everything and are told, or as <see cref="PeerConnection.CloseAsync"/> ends
    /// without that.</returns>
    public Task CloseConnectionsAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(Connections.Select(connection => connection.CloseAsync(cancellationToken)));

    /// <summary>Makes one step of the clock of sound, on the calling thread: each source gives 10 ms to its tracks, and each reader gets 10
    /// ms. Takes about 0.1 ms for each track that is received. Nothing is sent or received while it is not called.</summary>
    /// <exception cref="InvalidOperationException"><see cref="PeerConnectionFactoryOptions.DrivesAudioClock"/> is false.</exception>
    /// <exception cref="ObjectDisposedException">The factory is disposed.</exception>
    public void StepAudioClock()
    {
        if (!Options.DrivesAudioClock)
            throw new InvalidOperationException($"A native thread makes the steps, since {nameof(Options.DrivesAudioClock)} is false.");
        ObjectDisposedException.ThrowIf(!_runtimes.TryStepAudioClock(), this);
    }

    /// <summary>Ends the factory: no further connection can be created. Connections that are open live on: the threads end with the last of
    /// them. Returns at once; may be repeated.</summary>
    public void Dispose() => _runtimes.Dispose();

    internal RtpCapabilities GetCapabilities(MediaKind kind, bool ofSender)
    {
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind.");
        return NativeRtp.GetCapabilities(NextRuntime(), (int)kind, ofSender);
    }

    /// <summary>The runtime of the next connection.</summary>
    internal RuntimeHandle NextRuntime()
    {
        ObjectDisposedException.ThrowIf(!_runtimes.TryTakeNext(out var runtime), this);
        return runtime;
    }
}
