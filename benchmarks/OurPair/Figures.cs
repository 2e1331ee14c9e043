using System.Diagnostics;
using System.Text.Json;

namespace OurPair;

/// <summary>What this program says of itself: one line of JSON, with the costs of the process in it since this was made.</summary>
internal sealed class Figures
{
    private readonly TimeSpan _cpu = Process.GetCurrentProcess().TotalProcessorTime;
    private readonly long _drops = UdpDrops();
    private readonly int[] _collections = Collections();
    private readonly Dictionary<string, double> _values = [];
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true); // the last: the others allocate

    public double this[string name]
    {
        set => _values[name] = value;
    }

    /// <summary>Managed bytes, of the whole process.</summary>
    public long Allocated => GC.GetTotalAllocatedBytes(precise: true) - _allocated;

    /// <summary>Adds median and tails of times in nanoseconds.</summary>
    public void AddPercentiles(List<long> times, string suffix, double unit, string prefix = "")
    {
        times.Sort();
        this[prefix + "p50" + suffix] = Percentile(times, 0.5) / unit;
        this[prefix + "p99" + suffix] = Percentile(times, 0.99) / unit;
        this[prefix + "p999" + suffix] = Percentile(times, 0.999) / unit;
    }

    public void Print(string command, int bytes)
    {
        using var process = Process.GetCurrentProcess();
        var now = Collections();
        this["cpu_s"] = (process.TotalProcessorTime - _cpu).TotalSeconds;
        this["peak_mb"] = process.PeakWorkingSet64 / 1e6;
        this["udp_drops"] = UdpDrops() - _drops;
        for (var generation = 0; generation < now.Length; generation++)
            this[$"gen{generation}"] = now[generation] - _collections[generation];

        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("command", command);
            json.WriteNumber("bytes", bytes);
            foreach (var (name, value) in _values)
                json.WriteNumber(name, Math.Round(value, 4));
            json.WriteEndObject();
        }
        Console.WriteLine(System.Text.Encoding.UTF8.GetString(line.ToArray()));
    }

    public static long Percentile(List<long> sorted, double part) =>
        sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Count) - 1, 0, sorted.Count - 1)];

    private static int[] Collections() => [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Datagrams that found a receive buffer full, in the whole network namespace.</summary>
    private static long UdpDrops()
    {
        var lines = File.ReadLines("/proc/net/snmp").Where(line => line.StartsWith("Udp:", StringComparison.Ordinal)).ToList();
        var column = Array.IndexOf(lines[0].Split(' '), "RcvbufErrors");
        var drops6 = File.ReadLines("/proc/net/snmp6").First(line => line.StartsWith("Udp6RcvbufErrors", StringComparison.Ordinal));
        return Number(lines[1].Split(' ')[column]) + Number(drops6.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]);
    }
}
