using WebRtcNative.TestPeer;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks.Namespaces;

/// <summary>Two peers, each in its own network, with the test as the signaling channel between them.</summary>
internal sealed class NamespacePair : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private int _messages;

    public NamespacePair(PeerSettings settings, bool isIPv6 = false)
    {
        try
        {
            Network = Own(RoutedNetwork.Create(isIPv6));
            A = Own(new NamespacePeer(Network.A, settings));
            B = Own(new NamespacePeer(Network.B, settings));
        }
        catch
        {
            Dispose();
            throw;
        }
        (A.Other, B.Other) = (B, A);
        A.Start();
        B.Start();
    }

    public RoutedNetwork Network { get; }

    public NamespacePeer A { get; }

    public NamespacePeer B { get; }

    /// <summary>Connects, and shows that messages arrive.</summary>
    public void Connect()
    {
        A.Tell(PeerLine.Offer);
        UntilBoth(peer => peer.ChannelStates is [.., nameof(DataChannelState.Open)], "the channel open");
        UntilBoth(PeerConnectionState.Connected);
        Carry();
    }

    public void RestartIce() => A.Tell(PeerLine.Offer, PeerLine.Restart);

    /// <summary>A new message in each direction arrives, as the only one, over the channel of the beginning.</summary>
    public void Carry()
    {
        var message = $"message {_messages++}";
        A.Tell(PeerLine.Message, message);
        B.Tell(PeerLine.Message, message);
        UntilBoth(peer => peer.Messages.Contains(message), message);
        var expected = Enumerable.Range(0, _messages).Select(i => $"message {i}").ToList();
        Assert.Equal(expected, A.Messages);
        Assert.Equal(expected, B.Messages);
        Assert.Equal([nameof(DataChannelState.Open)], A.ChannelStates);
        Assert.Equal([nameof(DataChannelState.Open)], B.ChannelStates);
    }

    public void UntilBoth(PeerConnectionState state) =>
        UntilBoth(peer => peer.States is [.., var last] && last == state, state.ToString());

    public void UntilBoth(Func<NamespacePeer, bool> condition, string what) =>
        Until(() => condition(A) && condition(B), what);

    public void Until(Func<bool> condition, string what) =>
        Wait.Until(condition, () => $"{what}; A: {A.Describe()}; B: {B.Describe()}");

    public void Dispose()
    {
        // The peers first: a network lasts as long as a process is in it.
        foreach (var owned in Enumerable.Reverse(_owned))
            owned.Dispose();
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
