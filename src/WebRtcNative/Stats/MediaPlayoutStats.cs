namespace WebRtcNative;

/// <summary>RTCAudioPlayoutStats (webrtc-stats, "media-playout"): the received sound that the clock of sound has handed
/// out, of all connections of a <see cref="PeerConnectionFactory"/> together. Not reported by Debian's engine.</summary>
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

    /// <summary>Length of the sound that was not handed out: the clock's thread had no processor for more than 100 ms.</summary>
    public TimeSpan? SynthesizedSamplesDuration => Seconds("synthesizedSamplesDuration");

    /// <summary>How often sound was skipped (<see cref="SynthesizedSamplesDuration"/>).</summary>
    public long? SynthesizedSamplesEvents => Count("synthesizedSamplesEvents");

    /// <summary>Length of the sound that was due so far, with what was skipped (<see cref="SynthesizedSamplesDuration"/>).</summary>
    public TimeSpan? TotalSamplesDuration => Seconds("totalSamplesDuration");

    /// <summary>Sum of the delays of all samples: zero, since no device plays them.</summary>
    public TimeSpan? TotalPlayoutDelay => Seconds("totalPlayoutDelay");

    /// <summary>Number of samples of one channel that were due so far, at 48 kHz, with skipped ones.</summary>
    public long? TotalSamplesCount => Count("totalSamplesCount");
}
