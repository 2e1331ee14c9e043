using System.Runtime.InteropServices;

namespace WebRtcNative.Tests.Support;

/// <summary>Wine 8, in which the library for Windows is tested, and its flaws by name.</summary>
internal static class Wine
{
    /// <summary>.NET asks Windows for every key.</summary>
    public const string CreatesNoKeys = "Wine creates no keys (ECDsaCng: 0x80090029).";

    /// <summary>Each wait of a thread goes through one process of wine's.</summary>
    public const string WaitsForMilliseconds = "In wine a round trip takes milliseconds, in which .NET's own threads allocate.";

    /// <summary>Windows does since Windows 10, version 2004.</summary>
    public const string SplitsNoDatagrams = "Wine splits no groups of datagrams (UDP_SEND_MSG_SIZE).";

    public static bool IsHere { get; } = OperatingSystem.IsWindows()
        && NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);
}

/// <summary>A fact that a flaw of wine breaks. It is skipped there, and names the flaw.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotInWineFactAttribute : FactAttribute
{
    public NotInWineFactAttribute(string flaw) => Skip = Wine.IsHere ? flaw : null;
}

/// <summary>A theory that a flaw of wine breaks. It is skipped there, and names the flaw.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotInWineTheoryAttribute : TheoryAttribute
{
    public NotInWineTheoryAttribute(string flaw) => Skip = Wine.IsHere ? flaw : null;
}
