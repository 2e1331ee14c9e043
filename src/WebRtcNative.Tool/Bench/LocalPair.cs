using System.Diagnostics;

namespace WebRtcNative.Tool.Bench;

/// <summary>Two connected peers in this process.</summary>
internal sealed class LocalPair : IDisposable
{
    private static readonly DataChannelOptions s_negotiated = new() { Negotiated = true, Id = 0 };

    private readonly PeerConnection _one, _other;
    private readonly Negotiator _first, _second;

    private LocalPair(PeerConnectionOptions options)
    {
        (_one, _other) = (new PeerConnection(options), new PeerConnection(options));
        (One, Other) = (_one.CreateDataChannel("bench", s_negotiated), _other.CreateDataChannel("bench", s_negotiated));
        var ready = new TaskCompletionSource<Negotiator>(TaskCreationOptions.RunContinuationsAsynchronously);
        _first = new Negotiator(_one, polite: true, async text => (await ready.Task).Receive(text));
        _second = new Negotiator(_other, polite: false, _first.Receive);
        foreach (var negotiator in (Negotiator[])[_first, _second])
            negotiator.ErrorOccurred += (_, _) => { }; // the channels fail, or the pair is being disposed
        ready.SetResult(_second);
    }

    public DataChannel One { get; }

    public DataChannel Other { get; }

    /// <summary>From the first call until both channels are open.</summary>
    public TimeSpan SetupTime { get; private set; }

    public PeerConnection Connection => _one;

    public static async Task<LocalPair> ConnectAsync(PeerConnectionOptions options, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var pair = new LocalPair(options);
        try
        {
            await Task.WhenAll(pair.One.Opened, pair.Other.Opened).WaitAsync(cancellation);
            pair.SetupTime = Stopwatch.GetElapsedTime(start);
            return pair;
        }
        catch
        {
            pair.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _one.Dispose();
        _other.Dispose();
    }
}
