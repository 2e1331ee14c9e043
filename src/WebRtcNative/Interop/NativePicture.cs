namespace WebRtcNative.Interop;

/// <summary>Native memory of a picture that a source has rented out or a reader has lent. The object is used again for later pictures; a version
/// tells them apart, so that an old reference cannot reach a later picture.</summary>
internal abstract unsafe class NativePicture
{
    private readonly object _lock = new(); // not a Lock, which .NET 8 has not
    private wrtc_video_planes _planes;
    private int _version;

    /// <summary>Gives back the picture of a program that forgot to dispose it.</summary>
    ~NativePicture()
    {
        if (IsOpen)
            ReleaseNative();
    }

    public int Version => Volatile.Read(ref _version);

    protected bool IsOpen { get; private set; }

    /// <summary>False if this picture was disposed, perhaps by another thread just now.</summary>
    public bool Release(int version)
    {
        lock (_lock)
        {
            if (!IsOpen || version != _version)
                return false;
            End();
            ReleaseNative();
        }
        BackToPool();
        return true;
    }

    public VideoPixelFormat GetFormat(int version) => (VideoPixelFormat)GetPlanes(version).format;

    public (int Width, int Height) GetSize(int version)
    {
        var planes = GetPlanes(version);
        return (planes.width, planes.height);
    }

    public int GetPlaneCount(int version)
    {
        var planes = GetPlanes(version);
        return planes.data_second == null ? 1 : planes.data_third == null ? 2 : 3;
    }

    /// <summary>Bytes between two rows of a plane.</summary>
    public int GetStride(int version, int plane) => GetPlane(version, plane, out _, out _);

    public nint GetPointer(int version, int plane)
    {
        GetPlane(version, plane, out var data, out _);
        return (nint)data;
    }

    public Span<byte> GetBytes(int version, int plane)
    {
        GetPlane(version, plane, out var data, out var length);
        return new Span<byte>(data, length);
    }

    protected void Begin(in wrtc_video_planes planes)
    {
        lock (_lock)
        {
            _planes = planes;
            IsOpen = true;
        }
    }

    /// <summary>Uses the native picture, which is not released meanwhile.</summary>
    protected Scope Use(int version) => new(this, version);

    /// <summary>With the lock: the picture is no longer this object's.</summary>
    protected void End()
    {
        IsOpen = false;
        _version++;
    }

    protected abstract void ReleaseNative();

    protected abstract void BackToPool();

    private wrtc_video_planes GetPlanes(int version)
    {
        using var scope = Use(version);
        return _planes;
    }

    private int GetPlane(int version, int plane, out byte* data, out int length)
    {
        var planes = GetPlanes(version);
        data = plane switch { 0 => planes.data_first, 1 => planes.data_second, 2 => planes.data_third, _ => null };
        if (data == null)
            throw new ArgumentOutOfRangeException(nameof(plane), plane, "The format has no such plane.");
        var isRgb = planes.data_second == null;
        var stride = plane switch { 0 => planes.stride_first, 1 => planes.stride_second, _ => planes.stride_third };
        var rows = plane == 0 ? planes.height : (planes.height + 1) / 2;
        var half = (planes.width + 1) / 2;
        var row = isRgb ? planes.width * 4 : plane == 0 ? planes.width : planes.data_third == null ? half * 2 : half;
        length = (stride * (rows - 1)) + row; // a decoder's last row may end with its pixels
        return stride;
    }

    protected readonly ref struct Scope
    {
        private readonly NativePicture _picture;

        public Scope(NativePicture picture, int version)
        {
            Monitor.Enter(picture._lock);
            _picture = picture;
            if (picture.IsOpen && version == picture._version)
                return;
            Monitor.Exit(picture._lock);
            throw new ObjectDisposedException("The picture was sent or disposed.", (Exception?)null);
        }

        public void Dispose() => Monitor.Exit(_picture._lock);
    }
}
