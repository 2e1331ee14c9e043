namespace WebRtcNative.SampleTests;

/// <summary>A fact that needs a Godot with the addon, as <see cref="GodotTheoryAttribute"/>.</summary>
internal sealed class GodotFactAttribute : FactAttribute
{
    public GodotFactAttribute()
    {
        if (GodotTheoryAttribute.Projects == null)
            Skip = GodotTheoryAttribute.Missing;
    }
}
