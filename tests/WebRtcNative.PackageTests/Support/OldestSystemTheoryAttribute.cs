namespace WebRtcNative.PackageTests;

/// <summary>A theory for which <see cref="OldestSystem"/> has to be there. It is skipped, and says why, where there is none: only
/// root on Debian can make one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OldestSystemTheoryAttribute : TheoryAttribute
{
    public OldestSystemTheoryAttribute() => Skip = OldestSystem.Missing;
}
