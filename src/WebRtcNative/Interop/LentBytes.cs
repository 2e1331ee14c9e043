namespace WebRtcNative.Interop;

/// <summary>Native memory of an encoded frame that a reader has lent. The object is used again for later frames; a version tells them apart, so that
/// an old reference cannot reach a later frame.</summary>
internal sealed unsafe class LentBytes(PicturePool<LentBytes> pool)
{
    private readonly object _lock = new(); // not a Lock, which .NET 8 has not
    private wrtc_encoded_frame* _frame; // null: not lent
    private byte* _data;
    private int _length;
    private EncodedVideoFrameInfo _info;
    private int _version;

    /// <summary>Gives back the frame of a program that forgot to dispose it.</summary>
    ~LentBytes() => NativeMethods.wrtc_encoded_frame_release(_frame);

    public int Version => Volatile.Read(ref _version);

    public void Begin(wrtc_encoded_frame* frame, in wrtc_encoded_frame_info info, byte* data, int length)
    {
        lock (_lock)
        {
            _info = new EncodedVideoFrameInfo
            {
                Width = info.width,
                Height = info.height,
                Rotation = (VideoRotation)info.rotation,
                Timestamp = TimeSpan.FromMicroseconds(info.timestamp),
                CaptureTime = info.capture_time < 0
                    ? null
                    : DateTimeOffset.UnixEpoch.AddTicks(info.capture_time * TimeSpan.TicksPerMicrosecond),
                RtpTimestamp = info.rtp_timestamp,
                Codec = (VideoCodec)info.codec,
                IsKeyFrame = info.is_key_frame != 0,
                IsDiscontinuity = info.is_discontinuity != 0,
            };
            _data = data;
            _length = length;
            _frame = frame;
        }
    }

    public EncodedVideoFrameInfo GetInfo(int version)
    {
        lock (_lock)
        {
            Check(version);
            return _info;
        }
    }

    public ReadOnlySpan<byte> GetData(int version)
    {
        lock (_lock)
        {
            Check(version);
            return new ReadOnlySpan<byte>(_data, _length);
        }
    }

    public void Release(int version)
    {
        lock (_lock)
        {
            if (_frame == null || version != _version)
                return;
            NativeMethods.wrtc_encoded_frame_release(_frame);
            _frame = null;
            _version++;
        }
        pool.Return(this);
    }

    private void Check(int version) =>
        ObjectDisposedException.ThrowIf(_frame == null || version != _version, typeof(EncodedVideoFrame));
}
