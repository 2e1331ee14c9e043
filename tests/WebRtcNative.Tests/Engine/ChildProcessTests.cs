using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Engine;

/// <summary>A child process that is started while a connection is open has nothing of it.</summary>
public class ChildProcessTests : NativeTest
{
    [LinuxFact(LinuxFactAttribute.ReadsProc)]
    public void Start_WhileConnected_InheritsNoDescriptor()
    {
        HashSet<string> others = [.. Descriptors(Environment.ProcessId).Where(IsInherited), "0", "1", "2"];
        var pair = Own(new CorePair());
        pair.Open();

        using var child = Process.Start(new ProcessStartInfo("sleep", "600") { RedirectStandardInput = true })!;
        try
        {
            // Until it has become "sleep" it is a copy of this process.
            Wait.Until(() => File.ReadAllText($"/proc/{child.Id}/comm").Trim() == "sleep", "the child has started");
            // A descriptor that it has inherited stays; one of its loader is closed soon.
            Wait.Until(() => !Descriptors(child.Id).Except(others).Any(), "no descriptor of this process is in the child");
        }
        finally
        {
            child.Kill();
            child.WaitForExit();
        }
    }

    /// <summary>The descriptors that the test host itself leaves to its children.</summary>
    private static bool IsInherited(string descriptor)
    {
        const int CloseOnExec = 0x80000; // O_CLOEXEC, of Linux
        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & CloseOnExec) == 0;
        }
        catch (IOException) // closed meanwhile
        {
            return false;
        }
    }

    private static IEnumerable<string> Descriptors(int process) => Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Select(path => Path.GetFileName(path));
}
