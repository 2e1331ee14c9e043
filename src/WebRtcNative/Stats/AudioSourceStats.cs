namespace WebRtcNative;

/// <summary>RTCAudioSourceStats (webrtc-stats, "media-source"): the source of a track of sound.</summary>
public sealed class AudioSourceStats : MediaSourceStats
{
    internal AudioSourceStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Loudness now, 0 to 1 (full scale), linear.</summary>
    public double? AudioLevel => Real("audioLevel");

    /// <summary>Energy of the sound so far: squared level (full scale is 1) times seconds. Divided by <see cref="TotalSamplesDuration"/>,
    /// it is the mean of the squared level.</summary>
    public double? TotalAudioEnergy => Real("totalAudioEnergy");

    /// <summary>Length of the sound that the source has given so far.</summary>
    public TimeSpan? TotalSamplesDuration => Seconds("totalSamplesDuration");

    /// <summary>How much quieter the echo is than the sound that causes it, in dB; null without an echo canceller.</summary>
    public double? EchoReturnLoss => Real("echoReturnLoss");

    /// <summary>How much of the echo the echo canceller removes, in dB; null without one.</summary>
    public double? EchoReturnLossEnhancement => Real("echoReturnLossEnhancement");
}
