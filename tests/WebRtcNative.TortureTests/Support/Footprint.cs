using System.Globalization;
using System.Runtime.InteropServices;
using WebRtcNative.Interop;

namespace WebRtcNative.TortureTests.Support;

/// <summary>The process's resources, as Linux counts them.</summary>
/// <param name="EngineThreads">Threads of libwebrtc.</param>
/// <param name="OtherThreads">All others, except those that .NET starts and ends as it likes.</param>
/// <param name="Sockets">Descriptors of sockets.</param>
/// <param name="Descriptors">All descriptors.</param>
/// <param name="Memory">Resident bytes: includes what malloc and .NET keep for later, in as many pieces as chance wills.</param>
/// <param name="Allocated">Bytes that malloc and .NET have handed out.</param>
internal readonly record struct Footprint(
    int EngineThreads, int OtherThreads, int Sockets, int Descriptors, long Memory, long Allocated)
{
    /// <summary>After the garbage is collected and malloc has given free memory back.</summary>
    public static Footprint Settled()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        _ = Trim(0);
        return Now();
    }

    public static Footprint Now()
    {
        var threads = Directory.GetDirectories("/proc/self/task").Select(NameOf).ToList();
        var descriptors = Directory.GetFileSystemEntries("/proc/self/fd").Select(TargetOf).ToList();
        return new Footprint(
            threads.Count(name => name.StartsWith("wrtc", StringComparison.Ordinal)),
            threads.Count(name => !name.StartsWith("wrtc", StringComparison.Ordinal) && !name.StartsWith(".NET", StringComparison.Ordinal)),
            descriptors.Count(target => target.StartsWith("socket:", StringComparison.Ordinal)),
            descriptors.Count,
            ResidentBytes(),
            AllocatedBytes());
    }

    public static long ResidentBytes()
    {
        var resident = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(resident, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    /// <summary>Bytes that malloc has handed out. Neither what it keeps for later nor .NET's garbage, of which a busy machine has more.</summary>
    public static long NativeBytes()
    {
        var native = MallocInfo();
        return (long)(native.InUse + native.Mapped);
    }

    public static string LiveObjects() => string.Join(
        ", ", Enum.GetValues<wrtc_object_kind>().Select(kind => $"{NativeRuntime.CountLiveObjects(kind)} {kind}"));

    public override string ToString() =>
        $"threads {EngineThreads} + {OtherThreads}, sockets {Sockets}, descriptors {Descriptors}, "
        + $"allocated {Allocated / 1e6:F1} MB, resident {Memory / 1e6:F1} MB";

    private static long AllocatedBytes() => NativeBytes() + GC.GetTotalMemory(forceFullCollection: false);

    [DllImport("libc", EntryPoint = "mallinfo2")]
    private static extern MallocUse MallocInfo();

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int Trim(nuint pad);

    /// <summary>glibc's struct mallinfo2.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallocUse
    {
        public readonly nuint Arena, FreeChunks, FastChunks, Mappings, Mapped, Unused, FastFree, InUse, Free, Top;
    }

    // A thread or descriptor may be gone by the time that it is looked at.
    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).Trim();
        }
        catch (IOException)
        {
            return ".NET gone";
        }
    }

    private static string TargetOf(string descriptor) => new FileInfo(descriptor).LinkTarget ?? string.Empty;
}
