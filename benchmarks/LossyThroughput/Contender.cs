using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using WebRtcNative.InteropTests.Networks.Relay;

namespace LossyThroughput;

/// <summary>A program with two peers in it, whose packets go through a relay in this one. It writes "A" or "B" and a port,
/// reads the port of the relay instead, and at last writes one line of JSON as all programs of the benchmarks do.</summary>
internal sealed class Contender
{
    private readonly string _program;
    private readonly string[] _arguments;

    private Contender(string name, string program, params string[] arguments)
    {
        Name = name;
        _program = program;
        _arguments = arguments;
    }

    /// <summary>PeerConnection: this program again.</summary>
    public static Contender Managed { get; } = new("ours", "dotnet", typeof(Contender).Assembly.Location, "peers");

    /// <summary>The C interface, called from C.</summary>
    public static Contender Ceiling { get; } = new("from C", Path.Combine(Metadata("Native"), "lossy_throughput"));

    /// <summary>Other libraries, where Bench has made their programs before.</summary>
    public static IEnumerable<Contender> Peers { get; } = new Contender[]
    {
        new("node-datachannel", "node", Path.Combine(Metadata("Peers"), "node/peer.js"), "node-datachannel", "relayed"),
        new("Pion", Path.Combine(Metadata("Peers"), "pion"), "relayed"),
    }.Where(peer => File.Exists(peer._arguments[0]) || File.Exists(peer._program));

    public string Name { get; }

    /// <summary>Megabytes per second; null where the program fails.</summary>
    public double? Measure(Network network, int seed, int seconds)
    {
        using var relay = new UdpRelay(new Impairment { Loss = network.Loss, OneWayDelay = network.RoundTrip / 2 }, seed);
        var arguments = _arguments.Concat([Text(network.WarmUpSeconds), Text(seconds)]);
        var start = new ProcessStartInfo(_program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        // A reliable channel may take minutes to deliver what a lossy network has lost.
        using var deadline = new Timer(_ => process.Kill(), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        try
        {
            return Serve(process, relay);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static double? Serve(Process process, UdpRelay relay)
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith('{'))
                return JsonDocument.Parse(line).RootElement.GetProperty("mb_per_s").GetDouble();
            var words = line.Split(' ');
            var socket = new IPEndPoint(IPAddress.Loopback, int.Parse(words[1], CultureInfo.InvariantCulture));
            process.StandardInput.WriteLine(Text(relay.Map(Enum.Parse<RelaySide>(words[0]), socket).Port));
            process.StandardInput.Flush();
        }
        return null;
    }

    private static string Metadata(string key) => typeof(Contender).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == key).Value!;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
