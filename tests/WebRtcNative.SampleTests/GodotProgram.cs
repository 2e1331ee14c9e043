using System.Diagnostics;
using System.Reflection;

namespace WebRtcNative.SampleTests;

internal static class GodotProgram
{
    /// <summary>A Godot that runs a program of the tests in Godot.</summary>
    public static RunningProgram Start(string program, params string[] arguments) => new(new ProcessStartInfo(
        typeof(GodotProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "GodotRun").Value!,
        [GodotTheoryAttribute.Project!, "--script", $"res://programs/{program}", "--", .. arguments]));
}
