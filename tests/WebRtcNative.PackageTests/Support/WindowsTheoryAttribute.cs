namespace WebRtcNative.PackageTests;

/// <summary>A theory for which <see cref="WindowsSystem"/> has to be there. It is skipped, and says why, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WindowsTheoryAttribute : TheoryAttribute
{
    public WindowsTheoryAttribute() => Skip = WindowsSystem.Missing;
}
