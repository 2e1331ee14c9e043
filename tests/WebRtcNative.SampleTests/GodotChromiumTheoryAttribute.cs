namespace WebRtcNative.SampleTests;

/// <summary>A theory that needs Chromium, and a Godot with the addon, as <see cref="GodotTheoryAttribute"/>.</summary>
internal sealed class GodotChromiumTheoryAttribute : TheoryAttribute
{
    public GodotChromiumTheoryAttribute() =>
        Skip = GodotTheoryAttribute.Projects == null ? GodotTheoryAttribute.Missing : ChromiumBrowser.Missing;
}
