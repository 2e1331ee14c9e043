using System.Diagnostics;
using WebRtcNative;

namespace OurPair;

/// <summary>One side of a call: it says a tone, and hears the other side.</summary>
internal sealed class Caller : IAsyncDisposable
{
    private const int Rate = 48_000;
    private const int Block = Rate / 100;

    private static readonly short[] s_tone = Tone(8_000);
    private static readonly short[] s_click = Tone(30_000);

    private readonly AudioSource _mouth = new(new AudioSourceOptions { SampleRate = Rate });
    private readonly AudioTrack _track;
    private AudioReader? _ear;
    private Task _talking = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;
    private TaskCompletionSource<long>? _click; // is to be said; its result is the time of the write
    private TaskCompletionSource<long>? _heardClick;

    public Caller()
    {
        _track = (AudioTrack)_mouth.CreateTrack();
        Connection.AddTrack(_track);
    }

    public PeerConnection Connection { get; } = new(new PeerConnectionOptions { Media = true });

    public TimeSpan Heard => _ear!.Delivered;

    public TimeSpan Dropped => _ear!.Dropped;

    public void Start(CancellationToken stop)
    {
        _ear = ((AudioTrack)Connection.Receivers[0].Track).OpenReader();
        _talking = TalkAsync(stop);
        _listening = ListenAsync(_ear, stop);
    }

    public async Task HearAsync(CancellationToken stop)
    {
        while (_ear!.Level < 0.05)
            await Task.Delay(1, stop);
    }

    public Task<long> ClickAsync()
    {
        var click = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _click, click);
        return click.Task;
    }

    public Task<long> HearClickAsync()
    {
        var click = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _heardClick, click);
        return click.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_talking, _listening);
        Connection.Dispose();
        _ear!.Dispose();
        _track.Dispose();
        _mouth.Dispose();
    }

    private static short[] Tone(int amplitude) =>
        [.. Enumerable.Range(0, Block).Select(i => (short)(amplitude * Math.Sin(2 * Math.PI * 500 * i / Rate)))]; // whole periods

    private async Task TalkAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                if (Interlocked.Exchange(ref _click, null) is { } click)
                {
                    await _mouth.DrainAsync(stop);
                    await Task.Delay(250, stop); // silence: only the click is loud
                    click.SetResult(Stopwatch.GetTimestamp());
                    await _mouth.WriteAsync(s_click, stop);
                }
                await _mouth.WriteAsync(s_tone, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    private async Task ListenAsync(AudioReader ear, CancellationToken stop)
    {
        var samples = new short[Block];
        try
        {
            while (await ear.ReadAsync(samples, stop) is > 0 and var count)
            {
                if (Volatile.Read(ref _heardClick) is { } heard && samples.AsSpan(0, count).ContainsAnyExceptInRange<short>(-20_000, 20_000))
                {
                    Volatile.Write(ref _heardClick, null);
                    heard.SetResult(Stopwatch.GetTimestamp());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }
}
