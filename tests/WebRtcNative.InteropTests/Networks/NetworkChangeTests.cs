using WebRtcNative.InteropTests.Networks.Namespaces;
using WebRtcNative.TestPeer;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>A peer whose addresses and interfaces come and go while it is connected.</summary>
public sealed class NetworkChangeTests
{
    private static readonly PeerSettings s_once = new()
    {
        IceTiming = new IceTimingOptions { UnwritableTimeout = TimeSpan.FromSeconds(1), UnwritableMinChecks = 3 },
    };

    private static readonly PeerSettings s_continually = s_once with { GatherContinually = true };

    [NamespaceFact]
    public void IceRestart_AddressChanged_GoesOn()
    {
        using var pair = new NamespacePair(s_once);
        pair.Connect();

        pair.Network.ChangeAddress(pair.Network.A, "a0", 1);
        pair.UntilBoth(PeerConnectionState.Disconnected);
        pair.RestartIce();
        pair.UntilBoth(PeerConnectionState.Connected);

        pair.Carry();
        Assert.Equal(pair.Network.Address(1, 3), pair.A.SelectedAddress);
    }

    [NamespaceFact]
    public void IceRestart_InterfaceReplaced_GoesOn()
    {
        using var pair = new NamespacePair(s_once);
        pair.Connect();

        RoutedNetwork.RemoveInterface(pair.Network.A, "a0");
        pair.UntilBoth(PeerConnectionState.Disconnected);
        pair.Network.AddInterface(pair.Network.A, "a1", 3);
        pair.RestartIce();
        pair.UntilBoth(PeerConnectionState.Connected);

        pair.Carry();
        Assert.Equal(pair.Network.Address(3, 2), pair.A.SelectedAddress);
    }

    [NamespaceFact]
    public void InterfaceRemoved_AnotherThere_GoesOnWithoutRestart()
    {
        using var pair = new NamespacePair(s_continually);
        pair.Network.AddInterface(pair.Network.A, "a1", 3);
        pair.Connect();
        var addresses = new[] { pair.Network.Address(1, 2), pair.Network.Address(3, 2) };
        pair.Until(() => addresses.All(address => IsIn(pair.A.Candidates, address)), "candidates of both interfaces");
        var used = pair.A.SelectedAddress!;
        var other = addresses.Single(address => address != used);

        RoutedNetwork.RemoveInterface(pair.Network.A, used == addresses[0] ? "a0" : "a1");

        pair.Until(() => pair.A.SelectedAddress == other, "the other interface in use");
        pair.UntilBoth(PeerConnectionState.Connected);
        pair.Carry();
    }

    [NamespaceFact]
    public void GatherContinually_InterfaceComesAndGoes_TellsCandidatesAndTakesThemBack()
    {
        using var pair = new NamespacePair(s_continually);
        pair.Connect();
        var address = pair.Network.Address(3, 2);
        Assert.False(IsIn(pair.A.Candidates, address));

        pair.Network.AddInterface(pair.Network.A, "a1", 3);
        pair.Until(() => IsIn(pair.A.Candidates, address), "candidates of the new interface");
        Assert.Empty(pair.A.RemovedCandidates);
        RoutedNetwork.RemoveInterface(pair.Network.A, "a1");
        pair.Until(() => IsIn(pair.A.RemovedCandidates, address), "the candidates taken back");

        Assert.False(IsIn(pair.A.RemovedCandidates, pair.Network.Address(1, 2)));
        Assert.Empty(pair.B.RemovedCandidates);
        pair.Carry();
    }

    [NamespaceFact]
    public void GatherContinually_InterfaceDownAndUp_ReturnsToConnectedWithoutRestart()
    {
        using var pair = new NamespacePair(s_continually);
        pair.Connect();

        RoutedNetwork.TakeDown(pair.Network.A, "a0");
        pair.UntilBoth(PeerConnectionState.Disconnected);
        pair.Until(() => IsIn(pair.A.RemovedCandidates, pair.Network.Address(1, 2)), "the candidates taken back");
        pair.Network.BringUp(pair.Network.A, "a0", 1);
        pair.UntilBoth(PeerConnectionState.Connected);

        pair.Carry();
    }

    [NamespaceFact]
    public void GatherContinually_AddressChanged_GoesOnWithoutRestart()
    {
        using var pair = new NamespacePair(s_continually);
        pair.Connect();

        pair.Network.ChangeAddress(pair.Network.A, "a0", 1);
        pair.Until(() => pair.A.SelectedAddress == pair.Network.Address(1, 3), "the new address in use");
        pair.UntilBoth(PeerConnectionState.Connected);

        pair.Carry();
    }

    [NamespaceFact(needsIPv6: true)]
    public void Connect_IPv6Only_CarriesMessages()
    {
        using var pair = new NamespacePair(new PeerSettings(), isIPv6: true);

        pair.Connect();

        Assert.Equal(pair.Network.Address(1, 2), pair.A.SelectedAddress);
        Assert.Equal(pair.Network.Address(2, 2), pair.B.SelectedAddress);
        Assert.All(pair.A.Candidates.Concat(pair.B.Candidates), candidate => Assert.Contains(':', candidate.Address!));
    }

    [NamespaceFact(needsIPv6: true)]
    public void IceRestart_IPv6AddressChanged_GoesOn()
    {
        using var pair = new NamespacePair(s_once, isIPv6: true);
        pair.Connect();

        pair.Network.ChangeAddress(pair.Network.A, "a0", 1);
        pair.UntilBoth(PeerConnectionState.Disconnected);
        pair.RestartIce();
        pair.UntilBoth(PeerConnectionState.Connected);

        pair.Carry();
        Assert.Equal(pair.Network.Address(1, 3), pair.A.SelectedAddress);
    }

    private static bool IsIn(IEnumerable<IceCandidate> candidates, string address) =>
        candidates.Any(candidate => candidate.Address == address);
}
