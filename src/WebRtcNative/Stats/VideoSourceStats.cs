namespace WebRtcNative;

/// <summary>RTCVideoSourceStats (webrtc-stats, "media-source"): the source of a track of pictures.</summary>
public sealed class VideoSourceStats : MediaSourceStats
{
    internal VideoSourceStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Width of the last picture that the source has given, in pixels.</summary>
    public long? Width => Count("width");

    /// <summary>Height of the last picture that the source has given, in pixels.</summary>
    public long? Height => Count("height");

    /// <summary>Number of pictures that the source has given so far.</summary>
    public long? Frames => Count("frames");

    /// <summary>Number of pictures that the source gave in the last second.</summary>
    public double? FramesPerSecond => Real("framesPerSecond");
}
