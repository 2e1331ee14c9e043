using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Raises <see cref="VideoSource.WantsChanged"/>.</summary>
internal sealed class VideoWantsWatch : WantsWatch<VideoSource>
{
    private VideoSourceWants _raised;

    public VideoWantsWatch(VideoSource source)
        : base(source)
    {
        _raised = source.Wants;
        Start(source);
    }

    protected override void Raise(VideoSource source)
    {
        var wants = source.Native.GetWants();
        if (wants == _raised)
            return;
        _raised = wants;
        source.RaiseWantsChanged(wants);
    }

    protected override void Ask(VideoSource source, NativeQueue queue, long tag) => source.Native.NotifyWants(queue, tag, _raised);
}
