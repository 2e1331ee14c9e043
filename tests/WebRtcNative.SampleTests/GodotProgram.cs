using System.Diagnostics;
using System.Reflection;

namespace WebRtcNative.SampleTests;

/// <summary>A Godot with the addon, in a project that the target Godot has made.</summary>
internal static class GodotProgram
{
    /// <summary>Runs a program of the tests in Godot.</summary>
    public static RunningProgram Start(string program, params string[] arguments) =>
        StartProject("project", ["--script", $"res://programs/{program}", "--", .. arguments]);

    /// <summary>Plays samples/GodotPong by itself.</summary>
    public static RunningProgram StartPong(params string[] arguments) => StartProject("pong", ["--", "--bot", .. arguments]);

    private static RunningProgram StartProject(string name, string[] arguments) => new(new ProcessStartInfo(
        typeof(GodotProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "GodotRun").Value!,
        [Path.Combine(GodotTheoryAttribute.Projects!, name), .. arguments]));
}
