namespace WebRtcNative.SampleTests;

/// <summary>A theory with programs on another system, or on two. It is skipped, and says why, where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OtherSystemTheoryAttribute : TheoryAttribute
{
    public OtherSystemTheoryAttribute(params string[] systems) =>
        Skip = systems.Select(system => OtherSystem.Of(system).Missing).FirstOrDefault(missing => missing != null);
}
