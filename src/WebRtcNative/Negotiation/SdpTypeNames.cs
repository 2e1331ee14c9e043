namespace WebRtcNative;

/// <summary>Types of descriptions in the W3C's spelling, which JSON and Godot have too.</summary>
internal static class SdpTypeNames
{
    private static readonly string[] s_names = ["offer", "pranswer", "answer", "rollback"];

    /// <summary>The expected names, for error messages.</summary>
    public const string All = "\"offer\", \"pranswer\", \"answer\" or \"rollback\"";

    public static string ToName(this SdpType type) => Enum.IsDefined(type)
        ? s_names[(int)type]
        : throw new InvalidOperationException($"The type of the description is {(int)type}, which SdpType does not have.");

    public static SdpType? Parse(string? name) => Array.IndexOf(s_names, name) is >= 0 and var value ? (SdpType)value : null;
}
