using System.Globalization;

namespace WebRtcNative.InteropTests.Networks.Namespaces;

/// <summary>A network of its own, with a name that no other process uses. Its interfaces are removed with it.</summary>
internal sealed class NetworkNamespace
{
    private const string Prefix = "webrtcnative-";
    private const string Folder = "/run/netns";

    private static int s_count;

    static NetworkNamespace() => RemoveAbandoned();

    public NetworkNamespace()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}");
        IpCommand.Run($"netns add {Name}");
    }

    public string Name { get; }

    /// <summary>ip in this namespace.</summary>
    public void Ip(string arguments) => IpCommand.Run($"-n {Name} {arguments}");

    /// <summary>A setting of the kernel, below net.</summary>
    public void Set(string setting, int value) =>
        IpCommand.Run(string.Create(CultureInfo.InvariantCulture, $"netns exec {Name} sysctl -qw net.{setting}={value}"));

    /// <summary>Null, or what went wrong.</summary>
    public string? TryDelete() => IpCommand.TryRun($"netns delete {Name}");

    /// <summary>Removes the remains of killed processes.</summary>
    private static void RemoveAbandoned()
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var name in Directory.GetFileSystemEntries(Folder, Prefix + "*").Select(path => Path.GetFileName(path)))
        {
            if (!Directory.Exists($"/proc/{name.Split('-')[1]}"))
                _ = IpCommand.TryRun($"netns delete {name}");
        }
    }
}
