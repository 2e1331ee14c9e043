namespace WebRtcNative;

/// <summary>Options of an <see cref="EncodedVideoReader"/>. Values are checked when the reader is made.</summary>
public sealed record EncodedVideoReaderOptions
{
    /// <summary>Whether the pictures are decoded as well. Of several readers of one track <see cref="VideoDecoding.Never"/> goes before
    /// <see cref="VideoDecoding.Always"/>. Default: while a <see cref="VideoReader"/> is open.</summary>
    public VideoDecoding Decode { get; init; }

    internal void Validate()
    {
        if (Decode is < VideoDecoding.WhenRead or > VideoDecoding.Never)
            throw new ArgumentOutOfRangeException(nameof(Decode), Decode, "Unknown value.");
    }
}
