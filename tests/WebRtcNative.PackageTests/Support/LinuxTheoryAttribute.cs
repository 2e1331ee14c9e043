namespace WebRtcNative.PackageTests;

/// <summary>A theory that makes libraries with the C compiler of Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "The libraries are made as on Linux.";
    }
}
