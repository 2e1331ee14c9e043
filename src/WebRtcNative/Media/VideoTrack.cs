using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A track of pictures: a local one of a <see cref="VideoSource"/> or an <see cref="EncodedVideoSource"/>, or a remote one.</summary>
public sealed class VideoTrack : MediaStreamTrack
{
    internal VideoTrack(NativeTrack native)
        : base(native)
    {
    }

    /// <summary>contentHint: what the pictures show, for the encoder. Default None.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has no name.</exception>
    /// <exception cref="ObjectDisposedException">The track is disposed.</exception>
    public VideoContentHint ContentHint
    {
        get;
        set
        {
            if (!Enum.IsDefined(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, "Unknown hint.");
            Native.SetContentHint((int)value);
            field = value;
        }
    }

    /// <summary>Opens a reader of the track's pictures, from now on. Any number may read one track, each with a queue of its own; frames are
    /// shared, not copied.</summary>
    /// <param name="options">Null for a queue of one frame: the newest wins.</param>
    /// <returns>The reader, to be disposed by the caller. It outlives the track and its connection: then it has ended.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or the track is one of an <see cref="EncodedVideoSource"/>.</exception>
    /// <exception cref="ObjectDisposedException">The track is disposed.</exception>
    /// <remarks>A local track can be read as well: it gives the pictures that its source was given, in the size that encoders want.</remarks>
    public VideoReader OpenReader(VideoReaderOptions? options = null)
    {
        options ??= new VideoReaderOptions();
        options.Validate();
        return new VideoReader(Native, options);
    }

    /// <summary>Opens a reader of the encoded frames of a remote track, from the next key frame on, which is requested. Nothing is decoded for
    /// it.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The reader, to be disposed by the caller. It outlives the track and its connection: then it has ended.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or the track is a local one.</exception>
    /// <exception cref="ObjectDisposedException">The track is disposed.</exception>
    public EncodedVideoReader OpenEncodedReader(EncodedVideoReaderOptions? options = null)
    {
        options ??= new EncodedVideoReaderOptions();
        options.Validate();
        return new EncodedVideoReader(Native, options);
    }
}
