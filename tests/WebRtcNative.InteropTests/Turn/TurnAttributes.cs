namespace WebRtcNative.InteropTests.Turn;

/// <summary>A test that needs coturn; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TurnFactAttribute : FactAttribute
{
    public TurnFactAttribute() => Skip = TurnServer.WhyMissing;
}

/// <summary>A theory that needs coturn; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TurnTheoryAttribute : TheoryAttribute
{
    public TurnTheoryAttribute() => Skip = TurnServer.WhyMissing;
}
