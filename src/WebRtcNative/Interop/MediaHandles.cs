namespace WebRtcNative.Interop;

internal sealed unsafe class TransceiverHandle(wrtc_rtp_transceiver* pointer) : NativeHandle<wrtc_rtp_transceiver>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_rtp_transceiver_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class TrackHandle(wrtc_track* pointer) : NativeHandle<wrtc_track>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_track_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class AudioSourceHandle(wrtc_audio_source* pointer) : NativeHandle<wrtc_audio_source>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_audio_source_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class VideoSourceHandle(wrtc_video_source* pointer) : NativeHandle<wrtc_video_source>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_video_source_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class AudioReaderHandle(wrtc_audio_reader* pointer) : NativeHandle<wrtc_audio_reader>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_audio_reader_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class VideoReaderHandle(wrtc_video_reader* pointer) : NativeHandle<wrtc_video_reader>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_video_reader_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class TransformHandle(wrtc_transform* pointer) : NativeHandle<wrtc_transform>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_transform_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class EncodedSourceHandle(wrtc_encoded_source* pointer) : NativeHandle<wrtc_encoded_source>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_encoded_source_destroy(Pointer);
        return true;
    }
}

internal sealed unsafe class EncodedReaderHandle(wrtc_encoded_reader* pointer) : NativeHandle<wrtc_encoded_reader>(pointer)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.wrtc_encoded_reader_destroy(Pointer);
        return true;
    }
}
