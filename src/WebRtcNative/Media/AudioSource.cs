using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A source of sound for tracks that are sent: the program writes samples in blocks of any length, and a clock of the engine's side
/// takes 10 ms of them at a time. When the buffer runs dry, silence is sent.</summary>
/// <remarks>No sound device is needed. Members may be called from any thread; none waits for an engine thread. Writing allocates nothing, and
/// neither does waiting for room.
/// Samples of two channels alternate: left, right.</remarks>
public sealed class AudioSource : IDisposable
{
    private readonly AudioSourceOptions _options;
    private readonly NativeAudioSource _native;
    private readonly AsyncTurnstile _writers = new();
    private readonly Action<NativeQueue, long> _askForRoom;
    private readonly Action<NativeQueue, long> _askForEnd;
    private readonly WaitingCall _call = new(); // the call whose turn it is

    /// <summary>A new source, on the engine's threads that connections without a factory share.</summary>
    /// <param name="options">Null for 48 kHz, one channel and a buffer of a second.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not have the threads or
    /// descriptors that a first connection needs.</exception>
    public AudioSource(AudioSourceOptions? options = null)
        : this(options, null, StartUp.Check())
    {
    }

    /// <summary>A new source, whose samples the clock of a factory takes. Its tracks can be sent by connections of any factory.</summary>
    /// <param name="options">Null for 48 kHz, one channel and a buffer of a second.</param>
    /// <param name="factory">The factory.</param>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not have the threads or
    /// descriptors that a first connection needs.</exception>
    /// <exception cref="ObjectDisposedException">The factory is disposed.</exception>
    public AudioSource(AudioSourceOptions? options, PeerConnectionFactory factory)
        : this(options, factory ?? throw new ArgumentNullException(nameof(factory)), StartUp.Check())
    {
    }

    // Not inlined: the JIT would load assemblies before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private AudioSource(AudioSourceOptions? options, PeerConnectionFactory? factory, bool _)
    {
        _options = options ?? new AudioSourceOptions();
        _options.Validate();
        _native = new NativeAudioSource(
            (factory ?? PeerConnectionFactory.Default).NextRuntime(),
            _options.SampleRate,
            _options.Channels,
            (int)_options.BufferLimit.TotalMilliseconds);
        var room = (long)(_options.BufferLimit.TotalSeconds * _options.SampleRate) * 3 / 4;
        _askForRoom = (queue, tag) => _native.NotifyWritable(queue, tag, room);
        _askForEnd = (queue, tag) => _native.NotifyWritable(queue, tag, 0);
        StartUp.Succeed();
    }

    /// <summary>Number of samples a second of each channel, in Hz, 8,000 to 48,000.</summary>
    public int SampleRate => _options.SampleRate;

    /// <summary>Number of channels, 1 or 2, whose samples alternate.</summary>
    public int Channels => _options.Channels;

    /// <summary>Length of the sound that waits to be sent.</summary>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public TimeSpan Buffered => new(_native.Buffered * TimeSpan.TicksPerSecond / SampleRate);

    /// <summary>Makes a track of the source. Each track carries the same sound.</summary>
    /// <param name="id">The track's identifier in descriptions; empty for a random one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    /// <exception cref="ArgumentException">The identifier has other characters than RFC 8830 allows, or more than 64 of them.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public AudioTrack CreateTrack(string id = "")
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length > 0)
            SdpToken.CheckId(id, nameof(id));
        return new AudioTrack(_native.CreateTrack(id));
    }

    /// <summary>Appends as many samples as the buffer has room for. Never waits.</summary>
    /// <param name="samples">16-bit samples; with two channels an even number.</param>
    /// <returns>The number of samples that were taken, of all channels together.</returns>
    /// <exception cref="ArgumentException">An odd number for two channels.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public int TryWrite(ReadOnlySpan<short> samples) => Write(samples);

    /// <summary>Appends as many samples as the buffer has room for. Never waits.</summary>
    /// <param name="samples">From -1 to 1; values beyond are clipped. With two channels an even number.</param>
    /// <returns>The number of samples that were taken, of all channels together.</returns>
    /// <exception cref="ArgumentException">An odd number for two channels.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public int TryWrite(ReadOnlySpan<float> samples) => Write(samples);

    /// <summary>Appends all samples; waits for room meanwhile. Waiting calls are served in their order.</summary>
    /// <param name="samples">16-bit samples; with two channels an even number. They must not change until the call ends.</param>
    /// <param name="cancellationToken">Ends the wait; the beginning of the samples may have been written then.</param>
    /// <exception cref="ArgumentException">An odd number for two channels.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed, perhaps since the call.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<short> samples, CancellationToken cancellationToken = default) =>
        WriteInTurnAsync(samples, cancellationToken);

    /// <summary>Appends all samples; waits for room meanwhile. Waiting calls are served in their order.</summary>
    /// <param name="samples">From -1 to 1; values beyond are clipped. With two channels an even number. They must not change until the call
    /// ends.</param>
    /// <param name="cancellationToken">Ends the wait; the beginning of the samples may have been written then.</param>
    /// <exception cref="ArgumentException">An odd number for two channels.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed, perhaps since the call.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken = default) =>
        WriteInTurnAsync(samples, cancellationToken);

    /// <summary>Drops the sound that waits: for an answer that is interrupted.</summary>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public void Clear() => _native.Clear();

    /// <summary>Waits until the buffer is empty: all sound has been given to the encoder, or was dropped by <see cref="Clear"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ObjectDisposedException">The source is disposed, perhaps since the call.</exception>
    /// <remarks>Takes its turn among the calls of WriteAsync.</remarks>
    public async ValueTask DrainAsync(CancellationToken cancellationToken = default)
    {
        await _writers.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (_native.Buffered > 0)
                await _call.WaitAsync(_askForEnd, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writers.Exit();
        }
    }

    /// <summary>Drops the sound that waits, and ends the source's tracks: their senders send silence. Returns at once; may be
    /// repeated.</summary>
    public void Dispose()
    {
        _native.Dispose();
        _call.Dispose();
    }

    private int FramesOf(int samples) => samples % Channels == 0
        ? samples / Channels
        : throw new ArgumentException($"The number of samples is {samples}, a multiple of {Channels} is expected.");

    private int Write<T>(ReadOnlySpan<T> samples)
        where T : unmanaged => _native.Write(samples, FramesOf(samples.Length)) * Channels;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteInTurnAsync<T>(ReadOnlyMemory<T> samples, CancellationToken cancellationToken)
        where T : unmanaged
    {
        FramesOf(samples.Length);
        await _writers.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while ((samples = samples[Write(samples.Span)..]).Length > 0)
                await _call.WaitAsync(_askForRoom, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writers.Exit();
        }
    }
}
