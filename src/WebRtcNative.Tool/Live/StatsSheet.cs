using Spectre.Console;
using WebRtcNative.Signaling;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Live;

/// <summary>The figures that people look for first, of all peers in one table.</summary>
internal sealed class StatsSheet
{
    private readonly Dictionary<PeerConnection, (DateTimeOffset At, long Sent, long Received)> _last = [];

    /// <returns>Null if there is no peer.</returns>
    public async Task<Table?> MakeAsync(IReadOnlyList<MeshPeer> peers, CancellationToken cancellation)
    {
        if (peers.Count == 0)
            return null;
        var table = Output.Table("peer", "state", "round trip", "sent", "received", "lost checks", "messages", "DTLS", "way");
        foreach (var peer in peers)
        {
            RtcStatsReport report;
            try
            {
                report = await peer.Connection.GetStatsAsync(cancellation);
            }
            catch (Exception e) when (e is InvalidOperationException or WebRtcException)
            {
                continue; // it has just been closed
            }
            Add(table, peer, report);
        }
        return table;
    }

    private void Add(Table table, MeshPeer peer, RtcStatsReport report)
    {
        var pair = report.SelectedCandidatePair;
        var transport = report.OfType<TransportStats>().FirstOrDefault();
        var channels = report.OfType<DataChannelStats>().ToList();
        var now = (pair?.Timestamp ?? default, pair?.BytesSent ?? 0, pair?.BytesReceived ?? 0);
        var (at, sent, received) = _last.GetValueOrDefault(peer.Connection, now);
        _last[peer.Connection] = now;
        var time = now.Item1 - at;
        table.Row(
            peer.Member.Name,
            peer.Connection.ConnectionState.ToString(),
            pair?.CurrentRoundTripTime is { } roundTrip ? Units.Time(roundTrip) : "-",
            $"{Units.Bytes(now.Item2)}{Rate(now.Item2 - sent, time)}",
            $"{Units.Bytes(now.Item3)}{Rate(now.Item3 - received, time)}",
            $"{Math.Max(0, (pair?.RequestsSent ?? 0) - (pair?.ResponsesReceived ?? 0))} of {pair?.RequestsSent ?? 0}",
            $"{channels.Sum(channel => channel.MessagesSent ?? 0)} out, {channels.Sum(channel => channel.MessagesReceived ?? 0)} in",
            transport?.DtlsCipher ?? "-",
            Roads.Of(peer.Connection));
    }

    private static string Rate(long bytes, TimeSpan time) => time > TimeSpan.Zero ? $", {Units.Rate(bytes, time)}" : "";
}
