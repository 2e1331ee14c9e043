using System.Runtime.CompilerServices;

namespace WebRtcNative;

/// <summary>The sound of several remote tracks, added up: what a loudspeaker plays, or what a conference sends to one of its members. Tracks
/// may come and go while it is read.</summary>
/// <remarks>Members may be called from any thread, reading from one at a time; none waits for an engine thread, and <c>Read</c> allocates nothing. A track
/// that has too little sound for a block is silent in it; it is heard again once it has 10 ms more than a block, so that jitter between
/// tracks makes no gaps. Samples of two channels alternate: left, right.</remarks>
public sealed class AudioMix : IDisposable
{
    private readonly Lock _lock = new(); // of the voices; never held during a wait
    private readonly AudioReaderOptions _options;
    private readonly List<Voice> _voices = [];
    private short[] _part = [];
    private int _isReading;
    private bool _isDisposed;

    /// <summary>Makes a mix that has no track yet.</summary>
    /// <param name="options">Rate and channels of the mix; the buffer is each track's own. Null for 48 kHz, one channel and 200 ms.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    public AudioMix(AudioReaderOptions? options = null)
    {
        _options = options ?? new AudioReaderOptions();
        _options.Validate();
    }

    /// <summary>Number of samples a second of each channel, in Hz, 8,000 to 48,000.</summary>
    public int SampleRate => _options.SampleRate;

    /// <summary>Number of channels, 1 or 2, whose samples alternate.</summary>
    public int Channels => _options.Channels;

    /// <summary>The tracks that are heard, in the order in which they were added. One that has ended stays until it is removed.</summary>
    /// <exception cref="ObjectDisposedException">The mix is disposed.</exception>
    public IReadOnlyList<AudioTrack> Tracks
    {
        get
        {
            lock (_lock)
            {
                ThrowIfDisposed();
                return _voices.ConvertAll(voice => voice.Track);
            }
        }
    }

    /// <summary>Adds a track to the mix, which has its sound from now on.</summary>
    /// <param name="track">A remote track. Adding it twice changes nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="track"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The track is a local one.</exception>
    /// <exception cref="ObjectDisposedException">The mix or the track is disposed.</exception>
    public void Add(AudioTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        lock (_lock)
        {
            ThrowIfDisposed();
            if (!_voices.Exists(voice => voice.Track == track))
                _voices.Add(new Voice(track, track.OpenReader(_options)));
        }
    }

    /// <summary>Removes a track from the mix.</summary>
    /// <param name="track">A track, of this mix or not.</param>
    /// <returns>Whether it was in the mix.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="track"/> is null.</exception>
    public bool Remove(AudioTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        lock (_lock)
        {
            var index = _voices.FindIndex(voice => voice.Track == track);
            if (index < 0)
                return false;
            _voices[index].Reader.Dispose();
            _voices.RemoveAt(index);
            return true;
        }
    }

    /// <summary>Fills a block with the sum of what the tracks have, and with silence where they have nothing. Never waits: it is made for
    /// the callback of a sound device, whose clock then sets the pace.</summary>
    /// <param name="samples">Filled whole, with 16-bit samples. Sums beyond their range are limited to it. Its length is a multiple of
    /// <see cref="Channels"/>, and the block is not longer than half the buffer of the options.</param>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The mix is disposed.</exception>
    public void Read(Span<short> samples)
    {
        CheckLength(samples.Length);
        lock (_lock)
        {
            ThrowIfDisposed();
            Fill(samples);
        }
    }

    /// <summary>Waits until the first track that has not ended has a block of sound, and reads that block as <see cref="Read"/> does. So the
    /// clock of the tracks sets the pace.</summary>
    /// <param name="samples">As of <see cref="Read"/>.</param>
    /// <param name="cancellationToken">Ends the wait. No sound is lost by it.</param>
    /// <returns>Whether the block was filled; false when there is no track, or all have ended.</returns>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    /// <exception cref="InvalidOperationException">Another call waits already.</exception>
    /// <exception cref="ObjectDisposedException">The mix is disposed, perhaps since the call.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync(Memory<short> samples, CancellationToken cancellationToken = default)
    {
        CheckLength(samples.Length);
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
            throw new InvalidOperationException("Another call is reading.");
        try
        {
            var frames = samples.Length / Channels;
            while (FirstReader() is { } reader)
            {
                await WaitAsync(reader, frames, cancellationToken).ConfigureAwait(false);
                if (TryRead(reader, samples.Span))
                    return true;
            }
            return false;
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }

    /// <summary>Ends the mix. The tracks stay. Returns at once; may be repeated.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _voices.ForEach(voice => voice.Reader.Dispose());
            _voices.Clear();
        }
    }

    private static void AddTo(Span<short> sum, ReadOnlySpan<short> part)
    {
        for (var i = 0; i < part.Length; i++)
            sum[i] = (short)Math.Clamp(sum[i] + part[i], short.MinValue, short.MaxValue);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask WaitAsync(AudioReader reader, int frames, CancellationToken cancellationToken)
    {
        try
        {
            await reader.WaitAsync(frames, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // Its track was removed, or the mix is disposed.
        }
    }

    private AudioReader? FirstReader()
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            return _voices.Find(voice => !voice.IsOver)?.Reader;
        }
    }

    // False when the track that was waited for was removed meanwhile: then the next one sets the pace.
    private bool TryRead(AudioReader awaited, Span<short> samples)
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            foreach (var voice in _voices)
            {
                if (voice.Reader != awaited || voice.IsOver)
                    continue;
                Fill(samples);
                return true;
            }
            return false;
        }
    }

    private void Fill(Span<short> samples)
    {
        samples.Clear();
        if (_part.Length < samples.Length)
            _part = new short[samples.Length];
        foreach (var voice in _voices)
            AddTo(samples, voice.Read(_part.AsSpan(0, samples.Length)));
    }

    private void CheckLength(int length)
    {
        var longest = (int)(SampleRate * _options.Buffer.TotalSeconds / 2) * Channels;
        if (length == 0 || length % Channels != 0 || length > longest)
        {
            throw new ArgumentException(
                $"A block has a multiple of {Channels} samples, at least {Channels} and at most {longest}, half the buffer; it has {length}.");
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    private sealed class Voice(AudioTrack track, AudioReader reader)
    {
        private bool _isHeard;

        public AudioTrack Track => track;

        public AudioReader Reader => reader;

        // Ended, and read to the end.
        public bool IsOver => reader.Status is { IsEnded: true, Available: 0 };

        // What it adds to a block: all of it, nothing, or the rest of a track that has ended.
        public ReadOnlySpan<short> Read(Span<short> block)
        {
            var status = reader.Status;
            var frames = block.Length / reader.Channels;
            _isHeard = status.IsEnded || status.Available >= frames + (_isHeard ? 0 : reader.SampleRate / 100);
            return _isHeard ? block[..reader.Read(block)] : default;
        }
    }
}
