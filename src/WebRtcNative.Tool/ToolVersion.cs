using System.Reflection;

namespace WebRtcNative.Tool;

/// <summary>The versions of the tool's parts, without the commit that compilers append.</summary>
internal static class ToolVersion
{
    public static string Text { get; } = Of(typeof(ToolVersion));

    public static string Library { get; } = Of(typeof(PeerConnection));

    private static string Of(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
