using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Several tracks as one sound.</summary>
public sealed class AudioMixTests : NativeTest
{
    private static readonly AudioReaderOptions s_options = new() { SampleRate = 24_000 };
    private readonly List<(AudioSource Source, short[] Sound)> _playing = [];

    [Fact]
    public async Task ReadAsync_TwoTracks_HearsBoth()
    {
        var pair = Own(MediaPair.New());
        Play(pair, 440);
        Play(pair, 660);
        pair.Negotiate();
        using var mix = new AudioMix(s_options);
        Assert.All(pair.B.Receivers, receiver => mix.Add((AudioTrack)receiver.Track));

        await HearAsync(mix, 440, 660);
    }

    [Fact]
    public async Task Remove_WhileAnotherIsRead_TheOtherGoesOn()
    {
        var pair = Own(MediaPair.New());
        Play(pair, 440);
        Play(pair, 660);
        pair.Negotiate();
        using var mix = new AudioMix(s_options);
        var tracks = pair.B.Receivers.Select(receiver => (AudioTrack)receiver.Track).ToList();
        tracks.ForEach(mix.Add);
        mix.Add(tracks[0]);
        Assert.Equal(tracks, mix.Tracks);

        Assert.True(mix.Remove(tracks[0])); // the one that sets the pace
        Assert.False(mix.Remove(tracks[0]));
        await HearAsync(mix, 660);
    }

    [Fact]
    public async Task ReadAsync_TrackRemovedOrEnded_ReturnsFalse()
    {
        var pair = Own(MediaPair.New());
        var transceiver = pair.A.AddTransceiver(MediaKind.Audio);
        pair.Negotiate();
        var track = (AudioTrack)MediaPair.Other(pair.B, transceiver).Receiver.Track;
        using var mix = new AudioMix(s_options with { Buffer = TimeSpan.FromSeconds(60) });
        Assert.False(await mix.ReadAsync(new short[240])); // no track yet

        mix.Add(track);
        var waiting = mix.ReadAsync(new short[24_000 * 30]).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => mix.ReadAsync(new short[240]).AsTask());
        mix.Remove(track);
        Assert.False(await waiting.WaitAsync(Wait.Deadline));

        mix.Add(track);
        pair.B.Dispose();
        while (await mix.ReadAsync(new short[240]).AsTask().WaitAsync(Wait.Deadline))
        {
            // what came before the end
        }
        Assert.Equal([track], mix.Tracks);
    }

    [Fact]
    public void Read_NothingThere_FillsWithSilence()
    {
        using var connection = new PeerConnection(MediaPair.Options);
        using var mix = new AudioMix();
        mix.Add((AudioTrack)connection.AddTransceiver(MediaKind.Audio).Receiver.Track);
        var block = Enumerable.Repeat((short)7, 480).ToArray();

        mix.Read(block);

        Assert.All(block, sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Read_ManyBlocks_AllocatesNothing()
    {
        using var connection = new PeerConnection(MediaPair.Options);
        using var mix = new AudioMix();
        mix.Add((AudioTrack)connection.AddTransceiver(MediaKind.Audio).Receiver.Track);
        var block = new short[480];
        mix.Read(block);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            mix.Read(block);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Dispose_DuringWait_WaitEnds()
    {
        using var connection = new PeerConnection(MediaPair.Options);
        var track = (AudioTrack)connection.AddTransceiver(MediaKind.Audio).Receiver.Track;
        var mix = new AudioMix(s_options with { Buffer = TimeSpan.FromSeconds(60) });
        mix.Add(track);
        var waiting = mix.ReadAsync(new short[24_000 * 30]).AsTask();

        mix.Dispose();
        mix.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Wait.Deadline));
        Assert.Throws<ObjectDisposedException>(() => mix.Add(track));
        Assert.Throws<ObjectDisposedException>(() => mix.Read(new short[240]));
        Assert.False(mix.Remove(track));
    }

    [Fact]
    public async Task Members_BadArguments_SayWhatIsExpected()
    {
        using var mix = new AudioMix(s_options with { Channels = 2 });
        using var source = new AudioSource();
        using var local = (AudioTrack)source.CreateTrack();

        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioMix(new AudioReaderOptions { SampleRate = 1 }));
        Assert.Throws<ArgumentNullException>(() => mix.Add(null!));
        Assert.Throws<InvalidOperationException>(() => mix.Add(local));
        Assert.Contains("multiple of 2", Assert.Throws<ArgumentException>(() => mix.Read(new short[3])).Message, StringComparison.Ordinal);
        Assert.Contains("at most 4800", Assert.Throws<ArgumentException>(() => mix.Read(new short[4802])).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => mix.ReadAsync(Memory<short>.Empty).AsTask());
    }

    private void Play(CorePair pair, double frequency)
    {
        var source = Own(new AudioSource());
        pair.A.AddTrack(Own(source.CreateTrack()));
        _playing.Add((source, Tone.Make(frequency, 48_000, TimeSpan.FromSeconds(1), amplitude: 0.4)));
    }

    // A quarter of a second, once every tone that shall be heard is there and the codecs have settled.
    private async Task HearAsync(AudioMix mix, params double[] tones)
    {
        using var stop = new CancellationTokenSource();
        var playing = _playing.ConvertAll(play => PlayAsync(play.Source, play.Sound, stop.Token));
        using var deadline = new CancellationTokenSource(Wait.Deadline);
        var heard = new short[6000];
        do
        {
            for (var at = 0; at < heard.Length; at += 240)
                Assert.True(await mix.ReadAsync(heard.AsMemory(at, 240), deadline.Token));
        }
        while (tones.Any(tone => Math.Abs(Tone.Share(heard, tone, 24_000) - (1.0 / tones.Length)) > 0.1)
            || tones.Sum(tone => Tone.Share(heard, tone, 24_000)) < 0.99); // the rest is noise: 20 dB
        await stop.CancelAsync();
        foreach (var play in playing)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => play);
    }

    private static async Task PlayAsync(AudioSource source, short[] sound, CancellationToken stop)
    {
        while (true)
            await source.WriteAsync(sound, stop);
    }
}
