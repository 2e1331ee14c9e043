using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A picture that a <see cref="VideoReader"/> has lent: the decoder's own memory, which is not copied. Dispose it soon; a reader lends 16
/// at a time.</summary>
/// <remarks>A value that refers to the lent memory: its copies are the same picture. It outlives reader, track and connection. Spans and pointers of it
/// must not be used after it was disposed. A picture that is kept longer is copied by <see cref="Clone"/> or <see cref="CopyTo"/>.</remarks>
public readonly struct VideoFrame : IDisposable, IEquatable<VideoFrame> // no record, which may not have a Clone
{
    private readonly LentPicture? _picture;
    private readonly int _version;

    internal VideoFrame(LentPicture picture) => (_picture, _version) = (picture, picture.Version);

    /// <summary>Size in pixels, times and rotation of the picture.</summary>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public VideoFrameInfo Info => Picture.GetInfo(_version);

    /// <summary>Width in pixels, as the picture lies in memory: not rotated.</summary>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public int Width => Picture.GetSize(_version).Width;

    /// <summary>Height in pixels, as the picture lies in memory: not rotated.</summary>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public int Height => Picture.GetSize(_version).Height;

    /// <summary>Layout of the memory: <see cref="VideoPixelFormat.I420"/>; also <see cref="VideoPixelFormat.Nv12"/> on a local
    /// track.</summary>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public VideoPixelFormat Format => Picture.GetFormat(_version);

    /// <summary>Number of planes: three of I420, two of NV12.</summary>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public int PlaneCount => Picture.GetPlaneCount(_version);

    private LentPicture Picture => _picture ?? throw new ObjectDisposedException(nameof(VideoFrame));

    /// <summary>Whether both are the same lent picture.</summary>
    public static bool operator ==(VideoFrame left, VideoFrame right) => left.Equals(right);

    /// <summary>Whether they are different pictures.</summary>
    public static bool operator !=(VideoFrame left, VideoFrame right) => !left.Equals(right);

    /// <summary>Bytes of a picture without gaps between its rows.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="format">Its layout.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative, or the format has no name.</exception>
    /// <exception cref="OverflowException">More than 2 GiB.</exception>
    public static int GetByteCount(int width, int height, VideoPixelFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        VideoSource.CheckFormat(format);
        return checked(format is VideoPixelFormat.Bgra or VideoPixelFormat.Rgba
            ? width * height * 4
            : (width * height) + ((width + 1) / 2 * ((height + 1) / 2) * 2));
    }

    /// <summary>The bytes of a plane.</summary>
    /// <param name="plane">0 to <see cref="PlaneCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format has no such plane.</exception>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public ReadOnlySpan<byte> GetPlane(int plane) => Picture.GetBytes(_version, plane);

    /// <summary>Distance of two rows of a plane, in bytes.</summary>
    /// <param name="plane">0 to <see cref="PlaneCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format has no such plane.</exception>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public int GetStride(int plane) => Picture.GetStride(_version, plane);

    /// <summary>Copies the picture, converted to another layout, on the calling thread.</summary>
    /// <param name="destination">Room for at least <see cref="GetByteCount"/> bytes, or as many as the stride demands.</param>
    /// <param name="format">Layout in the destination.</param>
    /// <param name="stride">Bytes from one row of the first plane to the next; 0: no gaps.</param>
    /// <exception cref="ArgumentException">The destination is too small, the stride is less than a row, or the format has no name.</exception>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public void CopyTo(Span<byte> destination, VideoPixelFormat format, int stride = 0) =>
        Picture.CopyTo(_version, destination, format, stride);

    /// <summary>Copies the picture into native memory of its own, which does not count as lent: it may be kept as long as the program
    /// likes.</summary>
    /// <returns>The same picture with the same <see cref="Info"/>, to be disposed by the caller.</returns>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public VideoFrame Clone() => new(Picture.Clone(_version));

    /// <summary>Gives the memory back. May be repeated.</summary>
    public void Dispose() => _picture?.Release(_version);

    /// <summary>Whether both are the same lent picture.</summary>
    public bool Equals(VideoFrame other) => ReferenceEquals(_picture, other._picture) && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VideoFrame other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_picture, _version);

    /// <summary>The name of the type. A frame has no text.</summary>
    public override string ToString() => nameof(VideoFrame);
}
