using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Reads the sound of a remote track, at a rate and number of channels of its own. <see cref="AudioTrack.OpenReader"/> makes
/// one.</summary>
/// <remarks>Members may be called from any thread, reading from one at a time; none waits for an engine thread. Reading allocates nothing, and
/// neither does waiting for samples.
/// Samples of two channels alternate: left, right.</remarks>
public sealed class AudioReader : IDisposable
{
    private readonly AudioReaderOptions _options;
    private readonly NativeAudioReader _native;
    private readonly Action<NativeQueue, long> _askForSamples;
    private readonly WaitingCall _call = new();
    private int _wanted; // by the waiting call, in samples of each channel

    internal AudioReader(NativeTrack track, AudioReaderOptions options)
    {
        _options = options;
        _native = new NativeAudioReader(track, options.SampleRate, options.Channels, (int)options.Buffer.TotalMilliseconds);
        _askForSamples = (queue, tag) => _native.NotifyReadable(queue, tag, _wanted);
    }

    /// <summary>Number of samples a second of each channel, in Hz, 8,000 to 48,000.</summary>
    public int SampleRate => _options.SampleRate;

    /// <summary>Number of channels, 1 or 2, whose samples alternate.</summary>
    public int Channels => _options.Channels;

    /// <summary>Length of the sound that can be read now.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public TimeSpan Available => Duration(_native.GetStatus().Available);

    /// <summary>Length of the sound that was dropped so far, since it was not read in time.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public TimeSpan Dropped => Duration(_native.GetStatus().Dropped);

    /// <summary>Length of the sound that was read so far.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public TimeSpan Delivered => Duration(_native.GetStatus().Delivered);

    /// <summary>Loudness of the last 10 ms: the root mean square of the samples, from 0 to 1.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public double Level => _native.GetStatus().Level;

    /// <summary>Whether the track has ended: once everything is read, nothing more comes.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool HasEnded => _native.GetStatus().IsEnded;

    /// <summary>Reads as many samples as there are. Never waits.</summary>
    /// <param name="samples">Filled from its beginning, with 16-bit samples.</param>
    /// <returns>The number of samples that are in it now, of all channels together; a multiple of <see cref="Channels"/>; 0 when there are
    /// none.</returns>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public int Read(Span<short> samples) => Fill(samples);

    /// <summary>Reads as many samples as there are, from -1 to 1. Never waits.</summary>
    /// <param name="samples">Filled from its beginning.</param>
    /// <returns>The number of samples that are in it now, of all channels together; a multiple of <see cref="Channels"/>; 0 when there are
    /// none.</returns>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public int Read(Span<float> samples) => Fill(samples);

    /// <summary>Reads at least one sample of each channel, and as many as there are; waits for the first.</summary>
    /// <param name="samples">Room for at least one sample of each channel.</param>
    /// <param name="cancellationToken">Ends the wait. No sound is lost by it.</param>
    /// <returns>The number of samples that are in it now, of all channels together; 0 when the track has ended and everything was
    /// read.</returns>
    /// <exception cref="ArgumentException">There is no room for a sample.</exception>
    /// <exception cref="InvalidOperationException">Another call waits already.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed, perhaps since the call.</exception>
    public ValueTask<int> ReadAsync(Memory<short> samples, CancellationToken cancellationToken = default) =>
        ReadOrWaitAsync(samples, cancellationToken);

    /// <inheritdoc cref="ReadAsync(Memory{short}, CancellationToken)"/>
    public ValueTask<int> ReadAsync(Memory<float> samples, CancellationToken cancellationToken = default) =>
        ReadOrWaitAsync(samples, cancellationToken);

    internal NativeReaderStatus Status => _native.GetStatus();

    /// <summary>Waits for so many samples of each channel, at most half the buffer, or for the end of the track.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask WaitAsync(int frames, CancellationToken cancellationToken)
    {
        BeginWait(Channels);
        try
        {
            _wanted = frames;
            while (Status is var status && status.Available < frames && !status.IsEnded)
                await _call.WaitAsync(_askForSamples, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _call.End();
        }
    }

    /// <summary>Ends the reader; its sound that waits is dropped. Returns at once; may be repeated.</summary>
    public void Dispose()
    {
        _native.Dispose();
        _call.Dispose();
    }

    private TimeSpan Duration(long frames) => new(frames * TimeSpan.TicksPerSecond / SampleRate);

    private int Fill<T>(Span<T> samples)
        where T : unmanaged => _native.Read(samples, samples.Length / Channels) * Channels;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadOrWaitAsync<T>(Memory<T> samples, CancellationToken cancellationToken)
        where T : unmanaged
    {
        BeginWait(samples.Length);
        try
        {
            _wanted = 1;
            while (true)
            {
                var hasEnded = HasEnded; // before the read: sound that came before the end is still read
                if (Fill(samples.Span) is > 0 and var read)
                    return read;
                if (hasEnded)
                    return 0;
                await _call.WaitAsync(_askForSamples, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _call.End();
        }
    }

    private void BeginWait(int room)
    {
        if (room < Channels)
            throw new ArgumentException("There must be room for a sample of each channel.");
        _call.Begin();
    }
}
