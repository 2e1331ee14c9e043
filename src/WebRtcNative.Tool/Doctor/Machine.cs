using System.Diagnostics;
using System.Runtime.InteropServices;

namespace WebRtcNative.Tool.Doctor;

/// <summary>What the system gives to a process: platform, C library, descriptors, threads, buffers, clock.</summary>
internal static partial class Machine
{
    // A connection has about two sockets for each interface; a process of hundreds of connections needs more than this.
    private const long FewDescriptors = 1024;
    private const int OldestClock = 2024;

    public static IEnumerable<Finding> Examine()
    {
        yield return new Finding(Severity.Good, "system",
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}, " +
            $"{Environment.ProcessorCount} processors{(CLibrary() is { } library ? $", {library}" : "")}");
        yield return Clock();
        if (!OperatingSystem.IsLinux())
            yield break;
        if (Limit("Max open files") is { } files)
            yield return Descriptors(files);
        yield return Threads();
        if (ReadNumber("/proc/sys/net/core/rmem_max") is { } buffer)
        {
            yield return buffer >= 1024 * 1024
                ? new Finding(Severity.Good, "UDP buffers", $"up to {Units.Bytes(buffer)}")
                : new Finding(Severity.Note, "UDP buffers", $"up to {Units.Bytes(buffer)}",
                    "Servers with many connections: sysctl -w net.core.rmem_max=4194304 net.core.wmem_max=4194304");
        }
    }

    /// <summary>The file of the native library, once it is loaded.</summary>
    public static string? LibraryFile()
    {
        try
        {
            using var process = Process.GetCurrentProcess();
            return process.Modules.Cast<ProcessModule>()
                .FirstOrDefault(module => module.ModuleName.StartsWith("libwebrtcnative", StringComparison.Ordinal))?.FileName;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static Finding Clock()
    {
        var now = DateTimeOffset.UtcNow;
        return now.Year >= OldestClock
            ? new Finding(Severity.Good, "clock", $"{now:yyyy-MM-dd HH:mm:ss} UTC (compared with a server's by --server)")
            : new Finding(Severity.Error, "clock", $"{now:yyyy-MM-dd HH:mm:ss} UTC is in the past",
                "Set the clock: certificates of servers, and TURN credentials with an expiry, are refused otherwise.");
    }

    private static Finding Descriptors(string limit)
    {
        var used = Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
        return long.TryParse(limit, out var most) && most <= FewDescriptors
            ? new Finding(Severity.Note, "descriptors", $"{used} of {most} used",
                "A connection takes about two for each interface. Servers: ulimit -n 65536, or LimitNOFILE=65536 in systemd's unit.")
            : new Finding(Severity.Good, "descriptors", $"{used} of {limit} used");
    }

    private static Finding Threads()
    {
        using var process = Process.GetCurrentProcess();
        var limit = Limit("Max processes") ?? "?";
        return new Finding(
            long.TryParse(limit, out var most) && most < process.Threads.Count + 64 ? Severity.Warning : Severity.Good, "threads",
            $"{process.Threads.Count} in this process, {limit} allowed for the user");
    }

    private static string? Limit(string name) =>
        File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0] : null;

    private static long? ReadNumber(string file) =>
        File.Exists(file) && long.TryParse(File.ReadAllText(file).Trim(), out var number) ? number : null;

    private static string? CLibrary()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return $"glibc {Marshal.PtrToStringUTF8(gnu_get_libc_version())}";
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return "musl";
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial nint gnu_get_libc_version();
}
