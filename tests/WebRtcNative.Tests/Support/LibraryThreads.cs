namespace WebRtcNative.Tests.Support;

/// <summary>Threads of the library and of the engine in this process, as the kernel names them: with 15 characters.</summary>
internal static class LibraryThreads
{
    private const string Pump = "WebRtcNative ev";

    private static readonly string[] s_all = [Pump, "wrtc network", "wrtc worker", "wrtc signaling"];

    public static int Count() => Names().Count(s_all.Contains);

    /// <summary>The threads that raise events.</summary>
    public static int CountPumps() => Names().Count(name => name == Pump);

    // None where /proc is not there: LinuxFactAttribute.
    private static IEnumerable<string> Names() =>
        OperatingSystem.IsLinux() ? Directory.GetDirectories("/proc/self/task").Select(NameOf) : [];

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd('\n');
        }
        catch (IOException)
        {
            return string.Empty; // it has ended
        }
    }
}
