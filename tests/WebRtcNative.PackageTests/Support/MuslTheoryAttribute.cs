namespace WebRtcNative.PackageTests;

/// <summary>A theory for which <see cref="MuslSystem"/> has to be there. It is skipped, and says why, where the library for musl was
/// not made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MuslTheoryAttribute : TheoryAttribute
{
    public MuslTheoryAttribute() => Skip = MuslSystem.Missing;
}
