namespace WebRtcNative.SampleTests.Guides;

/// <summary>As <see cref="GuideSnippets"/>, of encoded pictures.</summary>
internal static class GuideEncodedSnippets
{
    public static async Task ForwardAsync(PeerConnection sender, IEnumerable<PeerConnection> viewers, CancellationToken stop)
    {
        // begin
        using var camera = ((VideoTrack)sender.Receivers[0].Track).OpenEncodedReader();
        using var pictures = new EncodedVideoSource(VideoCodec.Vp8);
        using var track = pictures.CreateTrack();
        pictures.KeyFrameRequested += (_, _) => _ = sender.Receivers[0].RequestKeyFrameAsync();
        foreach (var viewer in viewers)
            viewer.AddTrack(track); // then negotiate
        await foreach (var frame in camera.ReadAllAsync(stop))
        {
            using (frame)
                pictures.TrySend(frame.Data, frame.Info);
        }
        // end
    }
}
