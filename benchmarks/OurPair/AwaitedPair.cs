using WebRtcNative;

namespace OurPair;

/// <summary>Two connections of the core, awaited.</summary>
internal sealed class AwaitedPair : IDisposable
{
    private readonly PeerConnection _a;
    private readonly PeerConnection _b;
    private readonly TaskCompletionSource<DataChannel> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AwaitedPair(PeerConnectionOptions? options, PeerConnectionFactory? factory)
    {
        _a = factory?.CreatePeerConnection(options) ?? new PeerConnection(options);
        _b = factory?.CreatePeerConnection(options) ?? new PeerConnection(options);
        _a.IceCandidateGathered += (_, candidate) => _b.AddIceCandidateAsync(candidate);
        _b.IceCandidateGathered += (_, candidate) => _a.AddIceCandidateAsync(candidate);
        _b.DataChannelReceived += (_, channel) => _received.SetResult(channel);
        A = _a.CreateDataChannel("channel");
    }

    public DataChannel A { get; }

    public DataChannel B => _received.Task.Result;

    public static async Task<AwaitedPair> OpenAsync(PeerConnectionOptions? options = null, PeerConnectionFactory? factory = null)
    {
        var pair = new AwaitedPair(options, factory);
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pair.A.StateChanged += (_, state) =>
        {
            if (state == DataChannelState.Open)
                opened.TrySetResult();
        };
        await pair._b.SetRemoteDescriptionAsync(await pair._a.SetLocalDescriptionAsync());
        await pair._a.SetRemoteDescriptionAsync(await pair._b.SetLocalDescriptionAsync());
        await opened.Task;
        await pair._received.Task;
        return pair;
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        _a.Dispose();
        _b.Dispose();
    }
}
