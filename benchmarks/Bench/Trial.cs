using System.Globalization;

namespace Bench;

/// <summary>One thing that is measured, with one command line for all contenders.</summary>
internal sealed record Trial(string Name, params string[] Command)
{
    public const string LatencyName = "latency";
    public const string SetupName = "setup";

    public static IReadOnlyList<int> Sizes { get; } = [64, 1024, 16384, 65536, 262144];

    public static Trial Throughput(int bytes, int seconds) => new($"throughput {bytes}", "throughput", Text(bytes), Text(seconds));

    public static Trial Latency(int count) => new(LatencyName, "latency", "64", Text(count));

    public static Trial Setup(int count) => new(SetupName, "setup", Text(count));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
