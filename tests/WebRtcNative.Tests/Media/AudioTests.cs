using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Sound from a source through a connection to a reader, judged by tones.</summary>
public sealed class AudioTests : NativeTest
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(48_000, 48_000)]
    [InlineData(24_000, 16_000)]
    [InlineData(8_000, 24_000)]
    [InlineData(44_100, 44_100)]
    public async Task Tone_AnyRate_Arrives(int sourceRate, int readerRate)
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource(new AudioSourceOptions { SampleRate = sourceRate }));
        pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        using var stop = new CancellationTokenSource();
        var playing = PlayAsync(source, Tone.Make(440, sourceRate, s_second), stop.Token);

        var heard = await HearAsync(pair.B, new AudioReaderOptions { SampleRate = readerRate });

        Assert.True(Tone.Snr(heard, 440, readerRate) >= 20, $"{Tone.Snr(heard, 440, readerRate):F1} dB");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }

    [Fact]
    public async Task Tones_TwoChannels_StayApart()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource(new AudioSourceOptions { Channels = 2 }));
        pair.A.AddTrack(Own(source.CreateTrack()));
        var offer = await pair.A.CreateOfferAsync();
        await pair.A.SetLocalDescriptionAsync(offer);
        await pair.B.SetRemoteDescriptionAsync(offer);
        // Who wants to get two channels says so in its own description (RFC 7587, section 7).
        var answer = (await pair.B.CreateAnswerAsync()).WithCodecParameters("audio/opus", ("stereo", "1"));
        await pair.B.SetLocalDescriptionAsync(answer);
        await pair.A.SetRemoteDescriptionAsync(answer);
        // An octave apart: when the jitter buffer shortens or stretches the sound by periods of the left channel, the right one fits.
        var (left, right) = (Tone.Make(440, 48_000, s_second), Tone.Make(880, 48_000, s_second));
        var both = left.Zip(right).SelectMany(pair => new[] { pair.First, pair.Second }).ToArray();
        using var stop = new CancellationTokenSource();
        var playing = PlayAsync(source, both, stop.Token);

        var heard = await HearAsync(pair.B, new AudioReaderOptions { Channels = 2 });

        Assert.True(Tone.Snr(Tone.Channel(heard, 0), 440, 48_000) >= 20, $"left: {Tone.Snr(Tone.Channel(heard, 0), 440, 48_000):F1} dB");
        Assert.True(Tone.Snr(Tone.Channel(heard, 1), 880, 48_000) >= 20, $"right: {Tone.Snr(Tone.Channel(heard, 1), 880, 48_000):F1} dB");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }

    [Fact]
    public async Task Source_BufferFull_TakesLessAndWaits()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource(new AudioSourceOptions { BufferLimit = TimeSpan.FromMilliseconds(100) }));
        var second = Tone.Make(440, 48_000, s_second);

        Assert.Equal(4800, source.TryWrite(second));
        Assert.Equal(0, source.TryWrite(second));
        Assert.Equal(TimeSpan.FromMilliseconds(100), source.Buffered);
        source.Clear();
        Assert.Equal(TimeSpan.Zero, source.Buffered);

        pair.A.AddTrack(Own(source.CreateTrack())); // from here on the clock takes sound
        pair.Negotiate();
        await source.WriteAsync(second).AsTask().WaitAsync(Wait.Deadline);
        await source.DrainAsync().AsTask().WaitAsync(Wait.Deadline);
        Assert.Equal(TimeSpan.Zero, source.Buffered);
    }

    [Fact]
    public async Task Source_DisposedDuringWait_WaitEnds()
    {
        var source = Own(new AudioSource(new AudioSourceOptions { BufferLimit = TimeSpan.FromMilliseconds(20) }));
        var writing = source.WriteAsync(Tone.Make(440, 48_000, TimeSpan.FromSeconds(60))).AsTask();

        source.Dispose();
        source.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => writing.WaitAsync(Wait.Deadline));
        Assert.Throws<ObjectDisposedException>(() => source.TryWrite(new short[1]));
        Assert.Throws<ObjectDisposedException>(() => source.CreateTrack());
    }

    [Fact]
    public async Task Reader_ConnectionClosed_Ends()
    {
        var pair = Own(MediaPair.New());
        var transceiver = pair.A.AddTransceiver(MediaKind.Audio);
        pair.Negotiate();
        var track = (AudioTrack)MediaPair.Other(pair.B, transceiver).Receiver.Track;
        using var reader = track.OpenReader();
        var waiting = ReadToEndAsync(reader);

        pair.B.Dispose();

        await waiting.WaitAsync(Wait.Deadline);
        Assert.True(reader.HasEnded);
        Assert.Equal(0, await reader.ReadAsync(new short[1]));
        Assert.Throws<ObjectDisposedException>(() => track.OpenReader());
    }

    [Fact]
    public async Task Reader_DisposedDuringWait_WaitEnds()
    {
        var connection = Own(new PeerConnection(MediaPair.Options));
        var track = (AudioTrack)connection.AddTransceiver(MediaKind.Audio).Receiver.Track;
        var reader = track.OpenReader();
        var reading = ReadToEndAsync(reader);

        reader.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading.WaitAsync(Wait.Deadline));
        Assert.Throws<ObjectDisposedException>(() => reader.Level);
    }

    [Fact]
    public async Task Reader_NeverRead_IsBounded()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        using var reader = ((AudioTrack)pair.B.Receivers[0].Track).OpenReader(new AudioReaderOptions { Buffer = TimeSpan.FromMilliseconds(30) });

        Wait.Until(() => reader.Dropped > TimeSpan.FromMilliseconds(50), "sound to be dropped");

        Assert.True(reader.Available <= TimeSpan.FromMilliseconds(30), $"{reader.Available}");
        Assert.Equal(TimeSpan.Zero, reader.Delivered);
    }

    [Fact]
    public void Clock_DrivenByProgram_NothingMovesWithoutStep()
    {
        using var factory = new PeerConnectionFactory(new PeerConnectionFactoryOptions { DrivesAudioClock = true });
        var pair = Own(new CorePair(options: MediaPair.Options, factory: factory));
        var source = Own(new AudioSource(null, factory));
        pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected, "connected");
        var tone = Tone.Make(440, 48_000, TimeSpan.FromMilliseconds(500));
        Assert.Equal(tone.Length, source.TryWrite(tone));

        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(TimeSpan.FromMilliseconds(500 - (10 * (i - 1))), source.Buffered);
            factory.StepAudioClock();
        }
        var track = pair.B.Receivers[0].Track;
        pair.Until(() => !track.Muted, "the first packet");
        Assert.Throws<InvalidOperationException>(new PeerConnectionFactory().StepAudioClock);
        factory.Dispose();
        Assert.Throws<ObjectDisposedException>(factory.StepAudioClock);
    }

    [Fact]
    public void Options_Wrong_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioSource(new AudioSourceOptions { SampleRate = 7_999 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioSource(new AudioSourceOptions { SampleRate = 48_001 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioSource(new AudioSourceOptions { Channels = 3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioSource(new AudioSourceOptions { BufferLimit = TimeSpan.FromMilliseconds(19) }));
        var connection = Own(new PeerConnection(MediaPair.Options));
        var remote = (AudioTrack)connection.AddTransceiver(MediaKind.Audio).Receiver.Track;
        Assert.Throws<ArgumentOutOfRangeException>(() => remote.OpenReader(new AudioReaderOptions { Buffer = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => remote.OpenReader(new AudioReaderOptions { Channels = 0 }));
        var source = Own(new AudioSource(new AudioSourceOptions { Channels = 2 }));
        Assert.Throws<ArgumentException>(() => source.TryWrite(new short[3]));
        Assert.Throws<InvalidOperationException>(() => Own(source.CreateTrack()).OpenReader());
    }

    [Fact]
    public async Task Stats_SoundFlows_CountPackets()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();

        pair.Until(
            () => pair.Finish(pair.B.Receivers[0].GetStatsAsync()).OfType<InboundRtpStats>().Any(s => s.PacketsReceived > 10), "packets");

        var sent = await sender.GetStatsAsync();
        var outbound = Assert.Single(sent.OfType<OutboundRtpStats>());
        Assert.Equal(MediaKind.Audio, outbound.Kind);
        Assert.Equal("audio/opus", sent.Find<CodecStats>(outbound.CodecId)?.MimeType);
        Assert.NotNull(sent.Find<AudioSourceStats>(outbound.MediaSourceId));
        Assert.Empty(sent.OfType<InboundRtpStats>());
        Assert.Single((await pair.A.GetStatsAsync(sender.Track!)).OfType<OutboundRtpStats>());
        await Assert.ThrowsAsync<ArgumentException>(() => pair.B.GetStatsAsync(sender.Track!));
    }

    [Fact]
    public void InsertDtmf_Tones_BeginInOrderAndEnd()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        var begun = new ConcurrentQueue<string>();
        sender.Dtmf!.ToneChanged += (_, tone) => begun.Enqueue(tone);
        Assert.Throws<WebRtcException>(() => sender.Dtmf.InsertDtmf("1")); // nothing is negotiated yet
        pair.Negotiate();
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected, "connected");
        Assert.Throws<ArgumentException>(() => sender.Dtmf.InsertDtmf("1x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => sender.Dtmf.InsertDtmf("1", TimeSpan.FromMilliseconds(39)));

        sender.Dtmf.InsertDtmf("1#a", TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(30));

        pair.Until(() => begun.Count == 4, "the end of the tones");
        Assert.Equal(["1", "#", "A", ""], begun);
        Assert.Empty(sender.Dtmf.ToneBuffer);
    }

    [Fact]
    public void GetSynchronizationSources_SoundFlows_HasTheSender()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        pair.Until(() => pair.B.Receivers[0].GetSynchronizationSources().Count == 1, "a source");

        var heard = pair.B.Receivers[0].GetSynchronizationSources()[0];

        Assert.Equal(pair.Finish(sender.GetStatsAsync()).OfType<OutboundRtpStats>().Single().Ssrc, heard.Source);
        Assert.InRange(heard.Timestamp, DateTimeOffset.UtcNow - Wait.Deadline, DateTimeOffset.UtcNow + TimeSpan.FromSeconds(1));
        Assert.Empty(pair.B.Receivers[0].GetContributingSources());
    }

    private static async Task PlayAsync(AudioSource source, short[] samples, CancellationToken stop)
    {
        // A block of an odd length: its edges must not be heard.
        while (true)
        {
            for (var at = 0; at < samples.Length; at += 1234)
                await source.WriteAsync(samples.AsMemory(at, Math.Min(1234, samples.Length - at)), stop);
        }
    }

    /// <summary>A quarter of a second, once the sound is there.</summary>
    private static async Task<short[]> HearAsync(PeerConnection connection, AudioReaderOptions options)
    {
        Wait.Until(() => connection.Receivers.Count == 1 && !connection.Receivers[0].Track.Muted, "sound");
        using var reader = ((AudioTrack)connection.Receivers[0].Track).OpenReader(options with { Buffer = s_second });
        Wait.Until(() => reader.Level > 0.1, "a loud tone");
        await ReadAsync(reader, new short[options.SampleRate * options.Channels / 2]); // the beginning, while the codec settles
        var heard = new short[options.SampleRate * options.Channels / 4];
        await ReadAsync(reader, heard);
        return heard;
    }

    private static async Task ReadAsync(AudioReader reader, Memory<short> samples)
    {
        while (samples.Length > 0)
            samples = samples[await reader.ReadAsync(samples).AsTask().WaitAsync(Wait.Deadline)..];
    }

    private static async Task ReadToEndAsync(AudioReader reader)
    {
        var samples = new short[4800];
        while (await reader.ReadAsync(samples) > 0)
        {
        }
    }
}
