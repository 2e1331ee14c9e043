using WebRtcNative;

namespace OurPair;

/// <summary>Two connections of the core, awaited; by default with data channels only, as the other programs' are.</summary>
internal sealed class AwaitedPair : IDisposable
{
    private readonly PeerConnection _a;
    private readonly PeerConnection _b;

    private AwaitedPair(PeerConnectionOptions? options, PeerConnectionFactory? factory)
    {
        options ??= new PeerConnectionOptions { Media = false };
        _a = factory?.CreatePeerConnection(options) ?? new PeerConnection(options);
        _b = factory?.CreatePeerConnection(options) ?? new PeerConnection(options);
        _a.IceCandidateGathered += (_, candidate) => _b.AddIceCandidateAsync(candidate);
        _b.IceCandidateGathered += (_, candidate) => _a.AddIceCandidateAsync(candidate);
        A = _a.CreateDataChannel("channel");
    }

    public DataChannel A { get; }

    public DataChannel B { get; private set; } = null!;

    public static async Task<AwaitedPair> OpenAsync(PeerConnectionOptions? options = null, PeerConnectionFactory? factory = null)
    {
        var pair = new AwaitedPair(options, factory);
        await pair._b.SetRemoteDescriptionAsync(await pair._a.SetLocalDescriptionAsync());
        await pair._a.SetRemoteDescriptionAsync(await pair._b.SetLocalDescriptionAsync());
        await pair.A.Opened;
        pair.B = (await pair._b.AcceptDataChannelAsync())!;
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
