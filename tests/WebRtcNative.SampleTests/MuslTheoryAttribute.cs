namespace WebRtcNative.SampleTests;

/// <summary>A theory with <see cref="MuslPrograms"/>. It is skipped, and says why, where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MuslTheoryAttribute : TheoryAttribute
{
    public MuslTheoryAttribute() => Skip = MuslPrograms.Missing;
}
