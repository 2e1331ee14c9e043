using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Stats;

/// <summary>The library parses the engine's statistics of a connection.</summary>
public sealed class EngineStatsTests : NativeTest
{
    [Fact]
    public async Task GetStatsAsync_Connected_TransportAndPairAreRead()
    {
        var pair = Own(new CorePair());
        pair.Open();
        var before = DateTimeOffset.UtcNow;

        var report = await pair.A.GetStatsAsync().WaitAsync(Wait.Deadline);

        var transport = Assert.Single(report.OfType<TransportStats>());
        Assert.Equal(DtlsTransportState.Connected, transport.DtlsState);
        Assert.Equal(IceRole.Controlling, transport.IceRole);
        Assert.Contains(transport.DtlsRole, new DtlsRole?[] { DtlsRole.Client, DtlsRole.Server });
        Assert.Contains(transport.IceState, new IceConnectionState?[] { IceConnectionState.Connected, IceConnectionState.Completed });
        Assert.True(transport.BytesSent > 0 && transport.BytesReceived > 0);
        Assert.InRange(transport.Timestamp, before.AddMinutes(-1), before.AddMinutes(1));
        var selected = report.SelectedCandidatePair!;
        Assert.Equal(transport.SelectedCandidatePairId, selected.Id);
        Assert.Equal(IceCandidatePairState.Succeeded, selected.State);
        Assert.InRange(selected.CurrentRoundTripTime!.Value, TimeSpan.Zero, Wait.Deadline);
        AssertRead(report.Find<IceCandidateStats>(selected.LocalCandidateId)!, isRemote: false);
        AssertRead(report.Find<IceCandidateStats>(selected.RemoteCandidateId)!, isRemote: true);
    }

    [Fact]
    public async Task GetStatsAsync_MessageSent_IsCounted()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        Assert.Equal(SendResult.Sent, a.TrySend(Encoding.UTF8.GetBytes("hello")));

        DataChannelStats? stats = null;
        pair.Until(
            () => (stats = Assert.Single(pair.Finish(pair.B.GetStatsAsync()).OfType<DataChannelStats>())).MessagesReceived == 1,
            "the message counted");

        Assert.Equal(5, stats!.BytesReceived);
        Assert.Equal(0, stats.MessagesSent);
        Assert.Equal(b.Label, stats.Label);
        Assert.Equal(b.Id, stats.DataChannelIdentifier);
        Assert.Equal(DataChannelState.Open, stats.State);
        var report = await pair.A.GetStatsAsync().WaitAsync(Wait.Deadline);
        Assert.Equal(1, Assert.Single(report.OfType<PeerConnectionStats>()).DataChannelsOpened);
    }

    // The remote peer chooses the label: it must neither break the report nor write into it.
    [Theory]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("line\nend")]
    [InlineData("\",\"state\":\"closed")]
    [InlineData("\"},{\"type\":\"transport\",\"id\":\"T\",\"timestamp\":0,\"x\":\"")]
    public async Task GetStatsAsync_HostileLabel_IsTheLabel(string label)
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel(label);
        pair.Negotiate();
        pair.Until(() => !pair.ReceivedByB.IsEmpty, "the channel received");

        var report = await pair.B.GetStatsAsync().WaitAsync(Wait.Deadline);

        Assert.Equal(label, Assert.Single(report.OfType<DataChannelStats>()).Label);
    }

    private static void AssertRead(IceCandidateStats candidate, bool isRemote)
    {
        Assert.Equal(isRemote, candidate.IsRemote);
        Assert.NotNull(candidate.TransportId);
        Assert.NotNull(candidate.Protocol);
        Assert.NotNull(candidate.CandidateType);
        Assert.NotNull(candidate.Port);
        Assert.NotNull(candidate.Priority);
        Assert.Equal(isRemote ? "remote-candidate" : "local-candidate", candidate.Type);
    }
}
