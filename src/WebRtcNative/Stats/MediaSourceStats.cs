namespace WebRtcNative;

/// <summary>RTCMediaSourceStats (webrtc-stats, "media-source"): the source of a track that is sent.</summary>
public abstract class MediaSourceStats : RtcStats
{
    private protected MediaSourceStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>The <see cref="MediaStreamTrack.Id"/> of the track that is sent.</summary>
    public string? TrackIdentifier => Text("trackIdentifier");

    /// <summary>Whether the source gives sound or pictures.</summary>
    public MediaKind? Kind => Text("kind") switch
    {
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        _ => null,
    };
}
