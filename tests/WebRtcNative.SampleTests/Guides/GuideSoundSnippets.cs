namespace WebRtcNative.SampleTests.Guides;

/// <summary>As <see cref="GuideSnippets"/>, of sound.</summary>
internal static class GuideSoundSnippets
{
    internal delegate void Draw(Span<byte> pixels, int stride);

    public static void Send(PeerConnection connection, AudioSource source)
    {
        // begin
        using var track = source.CreateTrack();
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

    public static async Task CallAsync(
        ReadmeSnippets.ISignaling signaling,
        PeriodicTimer everyFrame,
        Draw draw,
        Func<short[]> speech,
        byte[] screen,
        short[] heard,
        ReadmeSnippets.Listen listen)
    {
        // begin
        await using var connection = new PeerConnection();
        using var negotiator = new Negotiator(connection, polite: false, signaling.Send);
        signaling.Received += negotiator.Receive;

        using var voice = new AudioSource(new AudioSourceOptions { SampleRate = 24_000 }); // no sound card is needed
        using var camera = new VideoSource();
        connection.AddTrack(voice.CreateTrack());
        connection.AddTrack(camera.CreateTrack());
        connection.TrackReceived += (_, e) => _ = e.Track is VideoTrack video ? ShowAsync(video) : HearAsync((AudioTrack)e.Track);

        while (await everyFrame.WaitForNextTickAsync()) // 30 times a second
        {
            if (!camera.TryRent(640, 360, VideoPixelFormat.Bgra, out var picture))
                continue; // nobody wants a picture now
            using (picture)
            {
                draw(picture.GetPlane(0), picture.GetStride(0)); // into native memory
                picture.TrySend();
            }
            voice.TryWrite(speech()); // any length: a clock in the library sends 10 ms at a time
        }

        async Task ShowAsync(VideoTrack track)
        {
            using var reader = track.OpenReader(); // the newest picture; older ones are dropped and counted
            await foreach (var frame in reader.ReadAllAsync())
            {
                using (frame)
                    frame.CopyTo(screen, VideoPixelFormat.Bgra);
            }
        }

        async Task HearAsync(AudioTrack track)
        {
            using var reader = track.OpenReader(new AudioReaderOptions { SampleRate = 24_000 });
            while (await reader.ReadAsync(heard) is > 0 and var count)
                listen(heard.AsSpan(0, count));
        }
        // end
    }
}
