namespace WebRtcNative.Tests.Support;

/// <summary>A fact about Linux. It is skipped elsewhere, for the given reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    /// <summary>Where the kernel lists threads and descriptors.</summary>
    public const string ReadsProc = "The test reads /proc, which Linux alone has.";

    public LinuxFactAttribute(string reason) => Skip = OperatingSystem.IsLinux() ? null : reason;
}
