using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A track of sound: a local one of an <see cref="AudioSource"/>, or a remote one, which can be read.</summary>
/// <remarks>There is no contentHint (W3C MediaStreamTrack Content Hints), since the engine reads none of sound and does not process the
/// sound of a source. It encodes one channel as speech and two channels as music.</remarks>
public sealed class AudioTrack : MediaStreamTrack
{
    internal AudioTrack(NativeTrack native)
        : base(native)
    {
    }

    /// <summary>Opens a reader of the sound of a remote track, from now on. Any number may read one track, each with its own rate, channels and
    /// buffer.</summary>
    /// <param name="options">Null for 48 kHz, one channel and a buffer of 200 ms.</param>
    /// <returns>The reader, to be disposed by the caller. It outlives the track and its connection: then it has ended.</returns>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    /// <exception cref="InvalidOperationException">The track is a local one.</exception>
    /// <exception cref="ObjectDisposedException">The track is disposed.</exception>
    public AudioReader OpenReader(AudioReaderOptions? options = null)
    {
        if (!IsRemote)
            throw new InvalidOperationException("Only remote tracks can be read. The sound of a local track is what its source was given.");
        options ??= new AudioReaderOptions();
        options.Validate();
        return new AudioReader(Native, options);
    }
}
