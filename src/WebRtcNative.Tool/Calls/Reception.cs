namespace WebRtcNative.Tool.Calls;

/// <summary>The first sound and the first pictures that the other side sends, read until they end.</summary>
internal sealed class Reception
{
    public const int SampleRate = 48_000;

    private readonly TaskCompletionSource<AudioTrack> _sound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<VideoTrack> _pictures = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public delegate void TakeSamples(ReadOnlySpan<short> samples);

    /// <summary>Before the negotiation.</summary>
    public void Listen(PeerConnection connection) => connection.TrackReceived += (_, e) =>
    {
        if (e.Track is AudioTrack sound)
            _sound.TrySetResult(sound);
        else if (e.Track is VideoTrack pictures)
            _pictures.TrySetResult(pictures);
    };

    public async Task ReadSoundAsync(TakeSamples take, CancellationToken cancellation)
    {
        var track = await _sound.Task.WaitAsync(cancellation);
        using var reader = track.OpenReader(new AudioReaderOptions { SampleRate = SampleRate, Channels = 1 });
        var samples = new short[SampleRate / 10];
        while (await reader.ReadAsync(samples.AsMemory(), cancellation) is > 0 and var count)
            take(samples.AsSpan(0, count));
    }

    public async Task ReadPicturesAsync(Action<VideoFrame> take, CancellationToken cancellation)
    {
        var track = await _pictures.Task.WaitAsync(cancellation);
        using var reader = track.OpenReader(new VideoReaderOptions { Capacity = 8 });
        await foreach (var frame in reader.ReadAllAsync(cancellation))
        {
            using (frame)
                take(frame);
        }
    }
}
