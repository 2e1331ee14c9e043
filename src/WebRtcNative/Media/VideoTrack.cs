using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A track of pictures. It can be negotiated; its pictures cannot be read yet.</summary>
public sealed class VideoTrack : MediaStreamTrack
{
    internal VideoTrack(NativeTrack native)
        : base(native)
    {
    }

    /// <summary>contentHint: what the pictures show, for the encoder.</summary>
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
}
