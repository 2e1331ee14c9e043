namespace WebRtcNative.PackageTests;

/// <summary>A theory for which <see cref="OldestSystem"/> has to be there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OldestSystemTheoryAttribute : TheoryAttribute
{
    public OldestSystemTheoryAttribute() => Skip = OldestSystem.Missing;
}
