using WebRtcNative;

namespace OurPair;

/// <summary>Two connections of this process that send pictures.</summary>
internal sealed class MediaConnection : IDisposable
{
    public const int Framerate = 30;

    private static readonly PeerConnectionOptions s_options = new() { Media = true };

    public PeerConnection A { get; } = new(s_options);

    public PeerConnection B { get; } = new(s_options);

    public VideoTrack SeenByA => (VideoTrack)A.Receivers[0].Track;

    public VideoTrack SeenByB => (VideoTrack)B.Receivers[0].Track;

    /// <summary>Adds a track whose pictures keep their size and rate on a busy machine.</summary>
    public static Task AddAsync(PeerConnection connection, VideoTrack track, int bitrate)
    {
        var sender = connection.AddTrack(track);
        var parameters = sender.GetParameters();
        return sender.SetParametersAsync(parameters with
        {
            DegradationPreference = DegradationPreference.MaintainFramerateAndResolution,
            Encodings = [parameters.Encodings[0] with { MaxBitrate = bitrate }],
        });
    }

    public async Task ConnectAsync()
    {
        A.IceCandidateGathered += (_, candidate) => B.AddIceCandidateAsync(candidate);
        B.IceCandidateGathered += (_, candidate) => A.AddIceCandidateAsync(candidate);
        await B.SetRemoteDescriptionAsync(await A.SetLocalDescriptionAsync());
        await A.SetRemoteDescriptionAsync(await B.SetLocalDescriptionAsync());
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
