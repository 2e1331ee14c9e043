namespace WebRtcNative.Interop;

/// <summary>An encoded frame that a transform has lent. The object is used again for later frames; a version tells them apart, so that an old
/// reference cannot reach a later frame.</summary>
internal sealed unsafe class NativeEncodedFrame(EncodedFramePool pool)
{
    private readonly object _lock = new(); // not a Lock, which .NET 8 has not
    private wrtc_transform_frame* _frame; // null: not lent
    private wrtc_transform_frame_info _info;
    private int _version;

    /// <summary>Gives back the frame of a program that forgot to write or dispose it.</summary>
    ~NativeEncodedFrame() => NativeMethods.wrtc_transform_frame_release(_frame);

    public EncodedFramePool Pool => pool;

    public int Version => Volatile.Read(ref _version);

    public void Begin(wrtc_transform_frame* frame, in wrtc_transform_frame_info info)
    {
        lock (_lock)
        {
            _frame = frame;
            _info = info;
        }
    }

    public wrtc_transform_frame_info GetInfo(int version)
    {
        lock (_lock)
        {
            Check(version);
            return _info;
        }
    }

    public Span<byte> GetData(int version)
    {
        var info = GetInfo(version);
        return new Span<byte>(info.data, checked((int)info.length));
    }

    /// <summary>Passes the frame on as it is now.</summary>
    public void Write(int version)
    {
        var info = GetInfo(version);
        Write(version, info.data, info.length);
    }

    /// <summary>Passes the frame on with other bytes.</summary>
    public void Write(int version, ReadOnlySpan<byte> data)
    {
        fixed (byte* bytes = data)
            Write(version, bytes, data.Length);
    }

    public void Release(int version)
    {
        lock (_lock)
        {
            if (_frame == null || version != _version)
                return;
            NativeMethods.wrtc_transform_frame_release(End());
        }
        pool.Return(this);
    }

    private void Write(int version, byte* data, long length)
    {
        lock (_lock)
        {
            Check(version);
            NativeError.ThrowIfFailed(NativeMethods.wrtc_transform_frame_write(_frame, data, length));
            End();
        }
        pool.Return(this);
    }

    private wrtc_transform_frame* End()
    {
        var frame = _frame;
        _frame = null;
        _version++;
        return frame;
    }

    private void Check(int version) => ObjectDisposedException.ThrowIf(_frame == null || version != _version, typeof(EncodedFrame));
}

/// <summary>Objects for frames that are not lent at present.</summary>
internal sealed class EncodedFramePool
{
    private readonly NativeEncodedFrame?[] _spare = new NativeEncodedFrame?[NativeMethods.WRTC_MAX_TRANSFORM_FRAMES];
    private readonly Lock _lock = new();
    private int _count;

    public NativeEncodedFrame Take()
    {
        lock (_lock)
        {
            if (_count > 0)
                return _spare[--_count]!;
        }
        return new NativeEncodedFrame(this);
    }

    public void Return(NativeEncodedFrame frame)
    {
        lock (_lock)
        {
            if (_count < _spare.Length)
                _spare[_count++] = frame;
        }
    }
}
