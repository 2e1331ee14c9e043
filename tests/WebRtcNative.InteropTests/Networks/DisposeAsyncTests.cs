using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>DisposeAsync over networks that lose some packets, or all.</summary>
public sealed class DisposeAsyncTests : NativeTest
{
    private const int Count = 500;

    [Fact]
    public async Task Channel_Loss_PeerHasEverything()
    {
        var pair = Own(new RelayedPair(new Impairment { Loss = 0.1, OneWayDelay = TimeSpan.FromMilliseconds(25) }, 11));
        var (a, b) = pair.Open(new DataChannelOptions())[0];
        for (var i = 0; i < Count; i++)
            await a.SendAsync(new byte[1024]);

        await a.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);

        await b.Closed.WaitAsync(Wait.Deadline);
        Assert.Equal((Count, null), (b.AvailableMessageCount, b.Error));
        Assert.True(pair.Relay.Lost > 0);
    }

    /// <summary>Long before the 30 s: ICE has given the peer up.</summary>
    [Fact]
    public async Task Connection_PeerVanished_EndsWhenItFailed()
    {
        var pair = Own(new RelayedPair(new Impairment(), 12));
        var (a, _) = pair.Open(new DataChannelOptions())[0];
        var timing = new IceTimingOptions
        {
            UnwritableTimeout = TimeSpan.FromSeconds(1),
            UnwritableMinChecks = 1,
            InactiveTimeout = TimeSpan.FromSeconds(2),
        };
        pair.A.SetConfiguration(pair.A.GetConfiguration() with { IceTiming = timing });
        var states = new List<PeerConnectionState>();
        pair.A.ConnectionStateChanged += (_, state) => states.Add(state);
        pair.Relay.Change(new Impairment { Loss = 1 });
        a.Send(new byte[1024]);

        await pair.A.DisposeAsync().AsTask().WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Failed, states.Last());
    }
}
