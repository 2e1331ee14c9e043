using System.Text.Json;

namespace WebRtcNative;

/// <summary>Values of members; null if the member is missing, of another JSON type or out of bounds.</summary>
internal static class RtcStatsValue
{
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        // Half a surrogate pair, escaped.
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool? Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>An integer from 0. The engine prints 64-bit ones like doubles, perhaps with an exponent.</summary>
    public static long? Count(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var exact))
            return exact >= 0 ? exact : null;
        // 2^63 is the first double beyond the range.
        return Real(value) is { } real and >= 0 and < 9223372036854775808.0 && double.IsInteger(real) ? (long)real : null;
    }

    /// <summary>An integer of either sign.</summary>
    public static long? Integer(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var exact) ? exact : Count(value);

    public static double? Real(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var real) && double.IsFinite(real) ? real : null;

    public static TimeSpan? Seconds(JsonElement value) =>
        Real(value) is { } seconds && double.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>DOMHighResTimeStamp: milliseconds since 1970.</summary>
    public static DateTimeOffset? Milliseconds(JsonElement value) => Real(value) is { } milliseconds ? SinceEpoch(milliseconds * 1000) : null;

    public static DateTimeOffset? Microseconds(JsonElement value) => Real(value) is { } microseconds ? SinceEpoch(microseconds) : null;

    // Doubles hold microseconds exactly for two more centuries.
    private static DateTimeOffset? SinceEpoch(double microseconds) =>
        microseconds >= 0 && microseconds < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalMicroseconds
            ? DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(microseconds) * TimeSpan.TicksPerMicrosecond)
            : null;
}
