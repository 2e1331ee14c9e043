namespace WebRtcNative.SampleTests;

/// <summary>A theory that needs a Godot with the addon: ./build.sh --target=Godot makes it, and runs these tests.</summary>
internal sealed class GodotTheoryAttribute : TheoryAttribute
{
    public GodotTheoryAttribute()
    {
        if (Project == null)
            Skip = "There is no Godot project with the addon; ./build.sh --target=Godot makes it and runs this test.";
    }

    public static string? Project { get; } = Environment.GetEnvironmentVariable("WEBRTCNATIVE_GODOT_PROJECT");
}
