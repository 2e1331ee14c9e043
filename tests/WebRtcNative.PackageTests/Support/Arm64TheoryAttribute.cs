namespace WebRtcNative.PackageTests;

/// <summary>A theory for which <see cref="Arm64System"/> has to be there. It is skipped, and says why, where the library for arm64
/// was not made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Arm64TheoryAttribute : TheoryAttribute
{
    public Arm64TheoryAttribute() => Skip = Arm64System.Missing;
}
