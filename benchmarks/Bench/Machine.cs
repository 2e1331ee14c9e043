using System.Globalization;
using System.Runtime.InteropServices;

namespace Bench;

/// <summary>Describes the machine that the figures were measured on.</summary>
internal static class Machine
{
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>Whether times by the clock mean something now.</summary>
    public static bool IsQuiet => double.Parse(Load, CultureInfo.InvariantCulture) <= 2 * Environment.ProcessorCount;

    public static Sheet Describe(string engineVersion, string remark)
    {
        var sheet = new Sheet("Measured on", remark, "what", "which");
        sheet.Add("date", DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        sheet.Add("processor", $"{Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores");
        sheet.Add("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:F0} GB");
        sheet.Add("system", $"{Field("/etc/os-release", "PRETTY_NAME").Trim('"')}, {RuntimeInformation.OSDescription}");
        sheet.Add("receive buffer limit", $"{File.ReadAllText("/proc/sys/net/core/rmem_max").Trim()} bytes");
        sheet.Add("load before", $"{Load} (other programs' share shows in all figures alike)");
        sheet.Add(".NET", RuntimeInformation.FrameworkDescription);
        sheet.Add("engine", engineVersion);
        return sheet;
    }

    private static string Field(string file, string name) => File.ReadLines(file)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOfAny([':', '=']) + 1)..].Trim())
        .FirstOrDefault("?");
}
