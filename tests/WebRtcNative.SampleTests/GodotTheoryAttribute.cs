namespace WebRtcNative.SampleTests;

/// <summary>A theory that needs a Godot with the addon: ./build.sh --target=Godot makes it, and runs these tests.</summary>
internal sealed class GodotTheoryAttribute : TheoryAttribute
{
    public GodotTheoryAttribute()
    {
        if (Projects == null)
            Skip = Missing;
    }

    public static string Missing => "There are no Godot projects with the addon; ./build.sh --target=Godot makes them and runs this test.";

    /// <summary>The folder of the projects.</summary>
    public static string? Projects { get; } = Environment.GetEnvironmentVariable("WEBRTCNATIVE_GODOT_PROJECTS");
}
