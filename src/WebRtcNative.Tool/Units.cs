namespace WebRtcNative.Tool;

/// <summary>Figures for people.</summary>
internal static class Units
{
    private static readonly string[] s_bytes = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    public static string Bytes(double count)
    {
        var unit = 0;
        for (; Math.Abs(count) >= 1000 && unit < s_bytes.Length - 1; unit++)
            count /= 1000;
        return unit == 0 ? $"{count:F0} B" : $"{count:F1} {s_bytes[unit]}";
    }

    public static string Rate(double bytes, TimeSpan time) => $"{Bytes(bytes / Math.Max(time.TotalSeconds, 1e-9))}/s";

    public static string Time(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => $"{time.TotalMicroseconds:F0} us",
        { TotalSeconds: < 10 } => $"{time.TotalMilliseconds:F1} ms",
        { TotalMinutes: < 10 } => $"{time.TotalSeconds:F1} s",
        _ => time.ToString(@"d\.hh\:mm\:ss").TrimStart('0', '.'),
    };
}
