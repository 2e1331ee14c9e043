using System.Text;

namespace WebRtcNative.GodotExtension;

/// <summary>Errors in Godot's log and in its debugger, as push_error writes them.</summary>
internal static unsafe class GodotLog
{
    /// <summary>The library's names, and what a script knows them by.</summary>
    private static readonly (string Library, string Script)[] s_names =
    [
        ("Negotiated and Id", "negotiated and id"),
        ("Id must", "id must"),
        ("'Id'", "'id'"),
        ("MaxRetransmits", "maxRetransmits"),
        ("MaxPacketLifeTime", "maxPacketLifeTime"),
        ("than GetMaxPacketSize allows", "than the remote peer takes"),
        ("state New", "STATE_NEW"),
    ];

    /// <param name="where">The class and method, in Godot's words.</param>
    /// <param name="text">The problem.</param>
    public static void Error(string where, string text)
    {
        foreach (var (library, script) in s_names)
            text = text.Replace(library, script, StringComparison.Ordinal);
        fixed (byte* description = Encoding.UTF8.GetBytes(text + '\0'), function = Encoding.UTF8.GetBytes(where + '\0'), file = "webrtcnative\0"u8)
            GodotFunctions.Table.print_error((sbyte*)description, (sbyte*)function, (sbyte*)file, 0, 1);
    }

    /// <summary>An exception that no call should have: the extension's own mistake, or a native library that cannot be used.</summary>
    public static void Error(string where, Exception exception) =>
        Error(where, exception is NativeLibraryException or NotSupportedException ? exception.Message : exception.ToString());
}
