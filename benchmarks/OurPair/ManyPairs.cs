using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using WebRtcNative;

namespace OurPair;

/// <summary>Connected pairs in one process, with one UDP socket for each connection: file descriptors are limited.</summary>
internal sealed class ManyPairs : IDisposable
{
    private const int AtOnce = 16;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private readonly ConcurrentBag<AwaitedPair> _pairs = [];

    /// <summary>Data channels only, and one UDP socket for each connection.</summary>
    public static PeerConnectionOptions Options { get; } = new()
    {
        Media = false,
        IncludeTcp = false,
        IncludeIPv6 = false,
        IncludeLinkLocal = false,
        IncludeLoopback = !HasNetwork(), // the machine's own address leads to itself as well
    };

    public IReadOnlyCollection<AwaitedPair> Pairs => _pairs;

    /// <summary>Opens so many, or as many as it can in two minutes.</summary>
    public static async Task<ManyPairs> OpenAsync(int count, PeerConnectionFactory? factory = null)
    {
        var many = new ManyPairs();
        using var deadline = new CancellationTokenSource(s_longest);
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, count),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = deadline.Token },
                async (_, stop) => many._pairs.Add(await AwaitedPair.OpenAsync(Options, factory).WaitAsync(stop)));
        }
        catch (OperationCanceledException)
        {
            // The figures say how many there are.
        }
        return many;
    }

    public void Dispose()
    {
        foreach (var pair in _pairs)
            pair.Dispose();
    }

    private static bool HasNetwork() => NetworkInterface.GetAllNetworkInterfaces().Any(network =>
        network.OperationalStatus == OperationalStatus.Up
        && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
        && network.GetIPProperties().UnicastAddresses.Any(address => address.Address.AddressFamily == AddressFamily.InterNetwork));
}
