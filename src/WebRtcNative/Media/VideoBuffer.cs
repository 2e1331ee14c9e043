using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Native memory for a picture, rented by <see cref="VideoSource.TryRent"/>: fill the planes, then <see cref="TrySend"/> or dispose
/// it.</summary>
/// <remarks>A value that refers to the rented memory: its copies are the same buffer. Spans and pointers of it must not be used after it was sent or
/// disposed.</remarks>
public readonly record struct VideoBuffer : IDisposable
{
    private readonly RentedPicture? _picture;
    private readonly int _version;

    internal VideoBuffer(RentedPicture picture) => (_picture, _version) = (picture, picture.Version);

    /// <summary>Width of the rented picture in pixels, even.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was sent or disposed.</exception>
    public int Width => Picture.GetSize(_version).Width;

    /// <summary>Height of the rented picture in pixels, even.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was sent or disposed.</exception>
    public int Height => Picture.GetSize(_version).Height;

    /// <summary>Layout of the rented memory.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was sent or disposed.</exception>
    public VideoPixelFormat Format => Picture.GetFormat(_version);

    /// <summary>Number of planes: three of I420, two of NV12, otherwise one.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was sent or disposed.</exception>
    public int PlaneCount => Picture.GetPlaneCount(_version);

    private RentedPicture Picture => _picture ?? throw new ObjectDisposedException(nameof(VideoBuffer));

    /// <summary>The bytes of a plane, to be written. At first they are those of an earlier picture, or 0.</summary>
    /// <param name="plane">0 to <see cref="PlaneCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format has no such plane.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was sent or disposed.</exception>
    public Span<byte> GetPlane(int plane) => Picture.GetBytes(_version, plane);

    /// <summary>Distance of two rows of a plane, in bytes.</summary>
    /// <param name="plane">0 to <see cref="PlaneCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format has no such plane.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was sent or disposed.</exception>
    public int GetStride(int plane) => Picture.GetStride(_version, plane);

    /// <summary>Address of a plane, for libraries that draw into memory.</summary>
    /// <param name="plane">0 to <see cref="PlaneCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format has no such plane.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was sent or disposed.</exception>
    public nint GetPointer(int plane) => Picture.GetPointer(_version, plane);

    /// <summary>Sends the picture and gives the buffer back. I420 and NV12 are not copied; BGRA and RGBA are converted once, on the calling
    /// thread.</summary>
    /// <param name="timestamp">When it was captured, by any clock that only goes forward; null for now.</param>
    /// <param name="rotation">How it must be turned to be upright.</param>
    /// <returns>False if the picture was dropped: nobody wants it now, it is beyond <see cref="VideoSourceWants.MaxFramerate"/>, or another was sent in
    /// the same millisecond.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative time, or an unknown rotation. The buffer is still rented.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was sent or disposed.</exception>
    public bool TrySend(TimeSpan? timestamp = null, VideoRotation rotation = VideoRotation.None) =>
        Picture.Send(_version, VideoSource.CheckTime(timestamp), VideoSource.CheckRotation(rotation));

    /// <summary>Gives the buffer back, unless it was sent. May be repeated.</summary>
    public void Dispose() => _picture?.Release(_version);

    /// <summary>The name of the type. A buffer has no text.</summary>
    public override string ToString() => nameof(VideoBuffer);
}
