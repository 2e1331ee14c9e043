namespace WebRtcNative;

/// <summary>RTCAudioSourceStats (webrtc-stats, "media-source"): the source of a track of sound.</summary>
public sealed class AudioSourceStats : MediaSourceStats
{
    internal AudioSourceStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Loudness now, 0 to 1.</summary>
    public double? AudioLevel => Real("audioLevel");

    /// <summary>Energy of the sound so far.</summary>
    public double? TotalAudioEnergy => Real("totalAudioEnergy");

    /// <summary>Length of the sound so far.</summary>
    public TimeSpan? TotalSamplesDuration => Seconds("totalSamplesDuration");

    /// <summary>Echo that is left, in dB.</summary>
    public double? EchoReturnLoss => Real("echoReturnLoss");

    /// <summary>Echo that was removed, in dB.</summary>
    public double? EchoReturnLossEnhancement => Real("echoReturnLossEnhancement");
}
