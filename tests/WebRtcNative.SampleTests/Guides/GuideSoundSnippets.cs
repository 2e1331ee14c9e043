namespace WebRtcNative.SampleTests.Guides;

/// <summary>As <see cref="GuideSnippets"/>, of sound.</summary>
internal static class GuideSoundSnippets
{
    public static void Send(PeerConnection connection, AudioSource source)
    {
        // begin
        using var track = source.CreateTrack(); // connection: new PeerConnectionOptions { Media = true }
        connection.AddTrack(track);

        var samples = new short[source.SampleRate / 100 * source.Channels]; // 10 ms
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)(8000 * Math.Sin(i * 2 * Math.PI * 440 / source.SampleRate));
        source.TryWrite(samples);
        // end
    }

    public static AudioReader? Receive(TrackReceivedEventArgs received)
    {
        // begin
        if (received.Track is not AudioTrack track) // in a handler of connection.TrackReceived
            return null;
        var reader = track.OpenReader();
        // then, in a loop of its own: var count = await reader.ReadAsync(samples);
        return reader;
        // end
    }
}
