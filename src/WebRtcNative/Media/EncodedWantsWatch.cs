using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Raises <see cref="EncodedVideoSource.TargetChanged"/> and <see cref="EncodedVideoSource.KeyFrameRequested"/>.</summary>
internal sealed class EncodedWantsWatch : WantsWatch<EncodedVideoSource>
{
    private NativeEncodedWants _raised;

    public EncodedWantsWatch(EncodedVideoSource source)
        : base(source)
    {
        _raised = source.Native.GetWants();
        if (_raised.NeedsKeyFrame)
            _raised = _raised with { KeyFrameRequests = _raised.KeyFrameRequests - 1 }; // raised to a handler that comes late
        Start(source);
    }

    public static EncodedVideoTarget Target(in NativeEncodedWants wants) =>
        new() { IsActive = wants.IsActive, BitsPerSecond = wants.Bitrate, Framerate = wants.Framerate };

    protected override void Raise(EncodedVideoSource source)
    {
        var wants = source.Native.GetWants();
        var before = _raised;
        _raised = wants;
        try
        {
            if (Target(before) != Target(wants))
                source.RaiseTargetChanged(Target(wants));
        }
        finally
        {
            if (before.KeyFrameRequests != wants.KeyFrameRequests)
                source.RaiseKeyFrameRequested();
        }
    }

    protected override void Ask(EncodedVideoSource source, NativeQueue queue, long tag) => source.Native.NotifyWants(queue, tag, _raised);
}
