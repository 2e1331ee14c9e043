namespace WebRtcNative.Tests.Support;

/// <summary>Skips a test that needs more SCTP streams than the engine has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StreamIdFactAttribute : FactAttribute
{
    public StreamIdFactAttribute(int highest)
    {
        if (EngineLimits.MaxStreamId < highest)
            Skip = $"The engine's highest stream id is {EngineLimits.MaxStreamId}, the test needs {highest}.";
    }
}
