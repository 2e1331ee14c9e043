using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace WebRtcNative.Tool.Doctor;

/// <summary>The candidates that the engine gathers by one server.</summary>
internal static class Gathering
{
    /// <param name="server">Null for the machine's own addresses.</param>
    /// <param name="timeout">After which no candidate is waited for.</param>
    /// <param name="cancellation">Ends the waiting with an error.</param>
    public static async Task<List<GatheredCandidate>> RunAsync(IceServer? server, TimeSpan timeout, CancellationToken cancellation)
    {
        var url = server?.Urls[0];
        var found = new ConcurrentQueue<GatheredCandidate>();
        var options = new PeerConnectionOptions
        {
            IceServers = server == null ? [] : [server],
            IncludeLoopback = server != null && IsLocal(server.Urls[0]),
        };
        using var connection = new PeerConnection(options);
        var start = Stopwatch.GetTimestamp();
        connection.IceCandidateGathered += (_, candidate) => found.Enqueue(Describe(url, candidate, start));
        connection.IceCandidateErrorOccurred += (_, error) => found.Enqueue(new GatheredCandidate(
            url, null, null, null, null, Milliseconds(start), $"{error.ErrorCode} {Output.Clean(error.ErrorText)}".Trim()));
        _ = connection.CreateDataChannel("doctor");
        await connection.SetLocalDescriptionAsync(cancellation);
        try
        {
            await connection.WaitForGatheringAsync(cancellation).WaitAsync(timeout, cancellation);
        }
        catch (TimeoutException)
        {
            // What has arrived by now counts.
        }
        // With a server only what the server has given: the rest is listed once.
        // An IPv6 socket cannot reach an IPv4 server: another socket can, so that error says nothing of the server.
        return [.. found.Where(one => one.Type != null || one.Error?.Contains("incompatible", StringComparison.Ordinal) == false)
            .Where(one => server == null ? one.Type == "host" : one.Type != "host")
            .DistinctBy(one => (one.Type, one.Address, one.Port, one.Protocol, one.Error))];
    }

    private static GatheredCandidate Describe(string? server, IceCandidate candidate, long start) => new(
        server, candidate.Type?.ToString().ToLowerInvariant(), candidate.Address, candidate.Port,
        candidate.Protocol?.ToString().ToLowerInvariant(), Milliseconds(start));

    private static double Milliseconds(long start) => Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 1);

    private static bool IsLocal(string url)
    {
        var host = url[(url.IndexOf(':') + 1)..].Split('?')[0];
        return host.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) || host.StartsWith("[::1]", StringComparison.Ordinal)
            || (IPAddress.TryParse(host.Split(':')[0], out var address) && IPAddress.IsLoopback(address));
    }
}
