namespace WebRtcNative.PackageTests;

/// <summary>A fact for which <see cref="EmulatedArm64"/> has to be there. It is skipped, and says why, where the library for arm64
/// was not cross-compiled.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EmulatedArm64FactAttribute : FactAttribute
{
    public EmulatedArm64FactAttribute() => Skip = EmulatedArm64.Missing;
}
