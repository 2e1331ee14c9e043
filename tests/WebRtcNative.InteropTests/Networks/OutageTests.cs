using System.Diagnostics;
using WebRtcNative.InteropTests.Networks.Namespaces;
using WebRtcNative.TestPeer;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Two peers whose network stops carrying packets: their events, in which order, and how they recover.</summary>
public sealed class OutageTests
{
    [NamespaceFact]
    public void Outage_Short_ReturnsToConnectedByItself()
    {
        using var pair = new NamespacePair(Patience(TimeSpan.FromSeconds(60)));
        pair.Connect();

        pair.Network.SetForwarding(false);
        pair.UntilBoth(PeerConnectionState.Disconnected);
        pair.Network.SetForwarding(true);
        pair.UntilBoth(PeerConnectionState.Connected);

        pair.Carry();
        Assert.DoesNotContain(PeerConnectionState.Failed, pair.A.States);
        Assert.DoesNotContain(PeerConnectionState.Failed, pair.B.States);
    }

    [NamespaceFact]
    public void Outage_Long_IsDisconnectedThenFailedThenRestarted()
    {
        using var pair = new NamespacePair(Patience(TimeSpan.FromSeconds(4)));
        pair.Connect();

        pair.Network.SetForwarding(false);
        pair.UntilBoth(PeerConnectionState.Failed);
        AssertOrder(pair.A.States);
        AssertOrder(pair.B.States);

        pair.Network.SetForwarding(true);
        pair.RestartIce();
        pair.UntilBoth(PeerConnectionState.Connected);
        pair.Carry();
    }

    [NamespaceFact]
    public void InterfaceDown_OneSide_BothFailAndAreRestarted()
    {
        using var pair = new NamespacePair(Patience(TimeSpan.FromSeconds(4)));
        pair.Connect();

        RoutedNetwork.TakeDown(pair.Network.A, "a0");
        pair.UntilBoth(PeerConnectionState.Failed);
        AssertOrder(pair.A.States);
        AssertOrder(pair.B.States);

        pair.Network.BringUp(pair.Network.A, "a0", 1);
        pair.RestartIce();
        pair.UntilBoth(PeerConnectionState.Connected);
        pair.Carry();
    }

    [NamespaceFact]
    public void Outage_ConfiguredTimes_AreWhatStatesTake()
    {
        // Longer than the engine's own 5 s and 15 s: a busy machine can only add to them.
        var (unwritableTimeout, inactiveTimeout) = (TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(24));
        using var pair = new NamespacePair(Patience(inactiveTimeout, unwritableTimeout));
        pair.Connect();

        var watch = Stopwatch.StartNew();
        pair.Network.SetForwarding(false);
        pair.UntilBoth(PeerConnectionState.Disconnected);
        var disconnected = watch.Elapsed;
        pair.UntilBoth(PeerConnectionState.Failed);
        var failed = watch.Elapsed;

        // Packets in flight when the network ended count as well.
        Assert.True(disconnected > unwritableTimeout * 0.8, $"Disconnected already after {disconnected}.");
        Assert.True(failed > inactiveTimeout * 0.8, $"Failed already after {failed}.");
    }

    // After 30 s without a packet the engine drops a pair, and with the last one it would fail.
    [NamespaceFact]
    public void Peer_StoppedFor45Seconds_NeverFailedWithAPatientTiming()
    {
        using var pair = new NamespacePair(new PeerSettings { IceTiming = new IceTimingOptions { InactiveTimeout = TimeSpan.FromMinutes(5) } });
        pair.Connect();

        var watch = Stopwatch.StartNew();
        pair.B.Signal("STOP");
        pair.Until(() => watch.Elapsed > TimeSpan.FromSeconds(45), "45 s to pass");
        pair.B.Signal("CONT");
        pair.Carry();

        Assert.DoesNotContain(PeerConnectionState.Failed, pair.A.States);
        Assert.DoesNotContain(PeerConnectionState.Failed, pair.B.States);
    }

    [NamespaceFact]
    public void Outage_MessagesMeanwhile_ArriveInOrderAfterwards()
    {
        using var pair = new NamespacePair(Patience(TimeSpan.FromSeconds(60)));
        pair.Connect();
        var messages = Enumerable.Range(0, 50).Select(i => $"sent meanwhile {i}").ToList();

        pair.Network.SetForwarding(false);
        messages.ForEach(message => pair.A.Tell(PeerLine.Message, message));
        pair.UntilBoth(PeerConnectionState.Disconnected);
        Assert.Single(pair.B.Messages);
        pair.Network.SetForwarding(true);

        pair.Until(() => pair.B.Messages.Count > messages.Count, "all messages");
        Assert.Equal(messages, pair.B.Messages.Skip(1));
    }

    private static PeerSettings Patience(TimeSpan inactiveTimeout) => Patience(inactiveTimeout, TimeSpan.FromSeconds(1));

    private static PeerSettings Patience(TimeSpan inactiveTimeout, TimeSpan unwritableTimeout) => new()
    {
        IceTiming = new IceTimingOptions
        {
            UnwritableTimeout = unwritableTimeout,
            UnwritableMinChecks = 3,
            // Often enough that checks are missed before the time is over.
            CheckIntervalStrong = unwritableTimeout / 4,
            StablePingInterval = unwritableTimeout / 4,
            InactiveTimeout = inactiveTimeout,
        },
    };

    private static void AssertOrder(IReadOnlyList<PeerConnectionState> states) => Assert.Equal(
        [PeerConnectionState.Connecting, PeerConnectionState.Connected, PeerConnectionState.Disconnected, PeerConnectionState.Failed],
        states);
}
