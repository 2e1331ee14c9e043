namespace WebRtcNative;

/// <summary>RTCAudioPlayoutStats (webrtc-stats, "media-playout"): the sound that is played, all tracks together. Not reported by Debian's engine.</summary>
public sealed class MediaPlayoutStats : RtcStats
{
    internal MediaPlayoutStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Kind of the media: always sound.</summary>
    public MediaKind? Kind => Text("kind") switch
    {
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        _ => null,
    };

    /// <summary>Length of the sound that was made up, since none had come.</summary>
    public TimeSpan? SynthesizedSamplesDuration => Seconds("synthesizedSamplesDuration");

    /// <summary>How often sound had to be made up, since none had come.</summary>
    public long? SynthesizedSamplesEvents => Count("synthesizedSamplesEvents");

    /// <summary>Length of the sound so far.</summary>
    public TimeSpan? TotalSamplesDuration => Seconds("totalSamplesDuration");

    /// <summary>Sum of the delays of all samples.</summary>
    public TimeSpan? TotalPlayoutDelay => Seconds("totalPlayoutDelay");

    /// <summary>Samples of one channel so far.</summary>
    public long? TotalSamplesCount => Count("totalSamplesCount");
}
