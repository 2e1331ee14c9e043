using System.Reflection;

namespace WebRtcNative.Tool.Calls;

/// <summary>The page for browsers: it speaks the protocol of docs/signaling.md by itself, so nothing is loaded from elsewhere.</summary>
internal static class CallPage
{
    public static string Text(bool sends)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("call.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("data-sends=\"true\"", $"data-sends=\"{(sends ? "true" : "false")}\"", StringComparison.Ordinal);
    }
}
