using System.Runtime.InteropServices;

namespace WebRtcNative.TestPeer;

/// <summary>What this process may have, for a while.</summary>
internal static partial class Limits
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE of Linux

    /// <summary>Threads that the calling thread may start; below zero any number. Only where thread_limit.c is preloaded.</summary>
    [LibraryImport("thread_limit", EntryPoint = "limit_threads")]
    public static partial void Threads(int count);

    /// <summary>Runs it with so many descriptors more than are open.</summary>
    public static void WithDescriptors(int more, Action run)
    {
        var lowestFree = Duplicate(0);
        _ = Close(lowestFree);
        Get(OpenFiles, out var before);
        Set(OpenFiles, before with { Current = (nuint)(lowestFree + more) });
        try
        {
            run();
        }
        finally
        {
            Set(OpenFiles, before);
        }
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Limit(nuint Current, nuint Most);
}
