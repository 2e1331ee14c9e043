using System.Collections.Concurrent;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.TortureTests.Sound;

/// <summary>One call, with a player and a camera that never rest, and steps by chance.</summary>
internal sealed class StormOfCalls : IDisposable
{
    private const int Width = 64;
    private const int Height = 48;
    private const int Rate = 48_000;

    private readonly Random _random;
    private readonly Counts _counts;
    private readonly CorePair _pair = new(options: new PeerConnectionOptions { Media = true });
    private readonly AudioSource _voice = new();
    private readonly VideoSource _camera = new();
    private readonly List<MediaStreamTrack> _tracks = [];
    private readonly List<AudioReader> _ears = [];
    private readonly List<VideoReader> _eyes = [];
    private readonly CancellationTokenSource _over = new();

    public StormOfCalls(int seed, Counts counts)
    {
        _random = new Random(seed);
        _counts = counts;
    }

    public void Dispose()
    {
        _pair.Dispose();
        _voice.Dispose();
        _camera.Dispose();
        _over.Dispose();
    }

    public async Task RunAsync(int steps)
    {
        // A handler that blocks delays the events of its own connection, not the media.
        _pair.B.TrackReceived += (_, _) => Thread.Sleep(Random.Shared.Next(20));
        var playing = Task.WhenAll(Task.Run(PlayAsync), Task.Run(FilmAsync));
        Add(_pair.A, MediaKind.Audio);
        Add(_pair.A, MediaKind.Video);
        await CorePair.NegotiateAsync(_pair.A, _pair.B).WaitAsync(Wait.Deadline);
        OpenReaders(_pair.B);
        Wait.Until(() => _counts.Heard + _counts.Seen > 0 || Look(), "the first sound or picture");
        for (var step = 0; step < steps; step++)
        {
            await TryAsync(StepAsync);
            Look();
        }
        EndAll();
        await _over.CancelAsync();
        await playing;
    }

    private async Task StepAsync()
    {
        var connection = _random.Next(2) == 0 ? _pair.A : _pair.B;
        var transceivers = connection.Transceivers;
        var one = transceivers.Count == 0 ? null : transceivers[_random.Next(transceivers.Count)];
        switch (_random.Next(10))
        {
            case 0:
                Add(connection, (MediaKind)_random.Next(2));
                break;
            case 1 when one != null:
                await one.Sender.ReplaceTrackAsync(_random.Next(3) == 0 ? null : Track(one.Kind)).WaitAsync(Wait.Deadline);
                break;
            case 2 when one != null:
                one.Direction = (RtpTransceiverDirection)_random.Next(4);
                break;
            case 3 when one != null && transceivers.Count > 2:
                one.Stop();
                break;
            case 4 when one != null:
                connection.RemoveTrack(one.Sender);
                break;
            case 5:
                OpenReaders(connection);
                break;
            case 6 when _tracks.Count > 4:
                _tracks[_random.Next(_tracks.Count)].Dispose();
                break;
            case 7:
                GC.Collect();
                GC.WaitForPendingFinalizers();
                break;
            case 8:
                await connection.GetStatsAsync().WaitAsync(Wait.Deadline);
                break;
            default:
                await NegotiateAsync();
                break;
        }
    }

    private Task NegotiateAsync() => (_random.Next(2) == 0
        ? CorePair.NegotiateAsync(_pair.A, _pair.B)
        : CorePair.NegotiateAsync(_pair.B, _pair.A)).WaitAsync(Wait.Deadline);

    private void Add(PeerConnection connection, MediaKind kind) => connection.AddTrack(Track(kind), "stream");

    private MediaStreamTrack Track(MediaKind kind)
    {
        MediaStreamTrack track = kind == MediaKind.Audio ? _voice.CreateTrack() : _camera.CreateTrack();
        _tracks.Add(track);
        return track;
    }

    private void OpenReaders(PeerConnection connection)
    {
        foreach (var receiver in connection.Receivers)
        {
            if (receiver.Track is AudioTrack sound)
                _ears.Add(sound.OpenReader());
            else if (receiver.Track is VideoTrack pictures)
                _eyes.Add(pictures.OpenReader());
        }
    }

    /// <summary>True if anything was there.</summary>
    private bool Look()
    {
        var before = _counts.Heard + _counts.Seen;
        Span<short> samples = stackalloc short[Rate / 100];
        foreach (var reader in _ears)
            _counts.Heard += reader.Read(samples) > 0 && samples.ContainsAnyExcept((short)0) ? 1 : 0;
        foreach (var reader in _eyes)
        {
            if (!reader.TryRead(out var frame))
                continue;
            _counts.Seen++;
            frame.Dispose();
        }
        return _counts.Heard + _counts.Seen > before;
    }

    /// <summary>Sources, tracks, readers and connections, in any order; some of them twice.</summary>
    private void EndAll()
    {
        IDisposable[] all = [_pair.A, _pair.B, _voice, _camera, .. _tracks, .. _ears, .. _eyes];
        _random.Shuffle(all);
        foreach (var one in all)
            one.Dispose();
        _random.Shuffle(all);
        foreach (var one in all.Take(all.Length / 2))
            one.Dispose();
    }

    private async Task PlayAsync()
    {
        var tone = Tone.Make(440, Rate, TimeSpan.FromMilliseconds(100));
        await UntilOverAsync(() => _voice.WriteAsync(tone, _over.Token).AsTask());
    }

    private async Task FilmAsync()
    {
        var picture = new byte[Width * Height * 4];
        await UntilOverAsync(async () =>
        {
            Random.Shared.NextBytes(picture.AsSpan(0, 256));
            _camera.TrySend(picture, Width, Height, VideoPixelFormat.Bgra);
            await Task.Delay(10, _over.Token);
        });
    }

    private async Task UntilOverAsync(Func<Task> act)
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                await act();
            }
            catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
            {
                return; // the source is disposed
            }
        }
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            _counts.Done++;
        }
        catch (Exception e) when (e is WebRtcException or InvalidOperationException or ArgumentException)
        {
            _counts.Refused++; // of a stopped transceiver, a disposed track
        }
        catch (Exception e)
        {
            _counts.Surprises.Enqueue(e);
        }
    }

    internal sealed class Counts
    {
        public int Done { get; set; }

        public int Refused { get; set; }

        public int Heard { get; set; }

        public int Seen { get; set; }

        public ConcurrentQueue<Exception> Surprises { get; } = new();

        public override string ToString() => $"{Done} steps, {Refused} refused; {Heard} blocks heard, {Seen} pictures seen";
    }
}
