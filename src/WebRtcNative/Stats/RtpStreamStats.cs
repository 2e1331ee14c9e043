namespace WebRtcNative;

/// <summary>RTCRtpStreamStats (webrtc-stats): what all streams of RTP have.</summary>
public abstract class RtpStreamStats : RtcStats
{
    private protected RtpStreamStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>SSRC of the stream: its number in the RTP packets.</summary>
    public long? Ssrc => Count("ssrc");

    /// <summary>Whether the stream carries sound or pictures.</summary>
    public MediaKind? Kind => Text("kind") switch
    {
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        _ => null,
    };

    /// <summary>Id of the <see cref="TransportStats"/> that carries the stream.</summary>
    public string? TransportId => Text("transportId");

    /// <summary>Id of the <see cref="CodecStats"/> of the stream's codec.</summary>
    public string? CodecId => Text("codecId");
}
