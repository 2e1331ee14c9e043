// Figures of the signaling server on this machine; see docs/signaling-scale.md.
//   SignalingBench hold 18000           sockets on one node: memory of each, and joins a second
//   SignalingBench relay 1000 8 20      rooms, members, seconds: how long a message is under way, one a second in each room
//   SignalingBench relay 1000 8 20 2    the same over two nodes with Redis
using System.Diagnostics;
using System.Globalization;
using System.Net;
using SignalingBench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var numbers = args.Skip(1).Select(text => int.Parse(text, null)).ToArray();
var nodeCount = numbers.Length > 3 ? numbers[3] : 1;
using var redis = nodeCount > 1 ? ServerProcess.StartRedis(16379) : null;
var nodes = Enumerable.Range(0, nodeCount).Select(_ => ServerProcess.StartNode(redis == null ? null : "127.0.0.1:16379")).ToList();
var before = nodes.Sum(node => node.ResidentMegabytes);
try
{
    var (rooms, size) = args[0] == "hold" ? (numbers[0] / 8, 8) : (numbers[0], numbers[1]);
    var watch = Stopwatch.StartNew();
    var members = await JoinAsync(rooms, size);
    Console.WriteLine($"{members.Count} members joined {rooms} rooms in {watch.Elapsed.TotalSeconds:F1} s: {members.Count / watch.Elapsed.TotalSeconds:F0} joins/s");
    Console.WriteLine($"{(nodes.Sum(node => node.ResidentMegabytes) - before) * 1024 / members.Count:F1} KiB resident a socket, on {nodeCount} node(s)");
    if (args[0] == "relay")
        await RelayAsync(members, size, TimeSpan.FromSeconds(numbers[2]));
    Console.WriteLine($"{members.Count(member => member.IsAlive)} of {members.Count} sockets are alive");
    members.ForEach(member => member.Dispose());
}
finally
{
    nodes.ForEach(node => node.Dispose());
}

// Some at a time, as a load balancer sees them. Members of a room are on all nodes.
async Task<List<BenchMember>> JoinAsync(int rooms, int size)
{
    var members = Enumerable.Range(0, rooms * size).Select(_ => new BenchMember()).ToList();
    await Parallel.ForEachAsync(Enumerable.Range(0, members.Count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
    {
        var from = new IPAddress([127, 0, 1, (byte)(1 + (i % 8))]);
        await members[i].JoinAsync(nodes[i % nodeCount].Address, $"room {i / size}", $"member {i}", from);
    });
    return members;
}

async Task RelayAsync(List<BenchMember> members, int size, TimeSpan time)
{
    members.ForEach(member => member.Latencies.Clear());
    var speakers = members.Chunk(size).ToList();
    var used = nodes.Select(node => node.Processor).Aggregate((a, b) => a + b);
    var usedByRedis = redis?.Processor ?? default;
    var watch = Stopwatch.StartNew();
    var sent = 0;
    while (watch.Elapsed < time)
    {
        // Evenly over each second.
        for (; sent < watch.Elapsed.TotalSeconds * speakers.Count; sent++)
            await speakers[sent % speakers.Count][sent / speakers.Count % size].SpeakAsync();
        await Task.Delay(1);
    }
    await Task.Delay(2000); // the last deliveries are under way; those that take longer are counted as missing
    var processor = (nodes.Select(node => node.Processor).Aggregate((a, b) => a + b) - used).TotalSeconds / watch.Elapsed.TotalSeconds;
    var latencies = members.SelectMany(member => member.Latencies).Order().ToList();
    double Of(double part) => latencies[(int)(part * (latencies.Count - 1))] * 1000.0 / Stopwatch.Frequency;
    Console.WriteLine($"{sent} messages, {sent / time.TotalSeconds:F0} a second; {latencies.Count} deliveries of {sent * size} expected");
    Console.WriteLine($"p50 {Of(0.5):F2} ms, p99 {Of(0.99):F2} ms, p99.9 {Of(0.999):F2} ms, most {Of(1):F1} ms");
    Console.WriteLine($"processor: nodes {processor:F2} cores, Redis {((redis?.Processor ?? default) - usedByRedis).TotalSeconds / watch.Elapsed.TotalSeconds:F2} cores");
}
