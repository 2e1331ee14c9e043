namespace WebRtcNative.InteropTests.Hostile;

/// <summary>What becomes of a real SDP when each of its lines in turn is cut, left out, moved, doubled or overwritten.</summary>
internal static class MutatedDescriptions
{
    // Without these no SDP can be used.
    private static readonly string[] s_needed = ["v=", "o=", "s=", "t=", "a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:"];

    public static IEnumerable<HostileText> CutBetweenLines(string sdp)
    {
        var lines = Lines(sdp);
        for (var kept = 0; kept < lines.Length; kept++)
        {
            var missing = lines.Skip(kept).ToList();
            var isCut = kept < 4 || (missing.Exists(IsNeeded) && !missing.Exists(line => line.StartsWith("m=", StringComparison.Ordinal)));
            yield return new($"the first {kept} lines", Text(lines.Take(kept)), isCut ? Verdict.Refused : Verdict.Either);
        }
    }

    public static IEnumerable<HostileText> CutInLine(string sdp)
    {
        var lines = Lines(sdp);
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var length in new[] { 1, lines[i].IndexOf('=', StringComparison.Ordinal) + 1, lines[i].Length / 2, lines[i].Length - 1 })
                yield return new($"cut after {length} of: {lines[i]}", Text(lines.Take(i)) + lines[i][..length]);
        }
    }

    public static IEnumerable<HostileText> LineMissing(string sdp)
    {
        var lines = Lines(sdp);
        for (var i = 0; i < lines.Length; i++)
            yield return new($"without: {lines[i]}", Text(lines.Where((_, j) => j != i)), IsNeeded(lines[i]) ? Verdict.Refused : Verdict.Either);
    }

    public static IEnumerable<HostileText> LineTwice(string sdp)
    {
        var lines = Lines(sdp);
        for (var i = 0; i < lines.Length; i++)
        {
            yield return new($"twice: {lines[i]}", Text([.. lines[..i], lines[i], .. lines[i..]]));
            yield return new($"again at the end: {lines[i]}", Text([.. lines, lines[i]]));
        }
    }

    public static IEnumerable<HostileText> LineMoved(string sdp)
    {
        var lines = Lines(sdp);
        for (var i = 0; i < lines.Length; i++)
        {
            string[] others = [.. lines[..i], .. lines[(i + 1)..]];
            yield return new($"first: {lines[i]}", Text([lines[i], .. others]));
            yield return new($"last: {lines[i]}", Text([.. others, lines[i]]));
        }
    }

    public static IEnumerable<HostileText> LineGiant(string sdp)
    {
        var lines = Lines(sdp);
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var filling in new[] { "a", "9", " 0" })
            {
                var giant = lines[i] + string.Concat(Enumerable.Repeat(filling, 50_000));
                yield return new($"giant, with \"{filling}\": {lines[i]}", Text([.. lines[..i], giant, .. lines[(i + 1)..]]));
            }
        }
    }

    public static IEnumerable<HostileText> ValueOverwritten(string sdp)
    {
        var lines = Lines(sdp);
        for (var i = 0; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            var start = lines[i].StartsWith("a=", StringComparison.Ordinal) && colon > 0 ? colon + 1 : 2;
            foreach (var (name, value) in Values)
                yield return new($"{name} after {lines[i][..start]}", Text([.. lines[..i], lines[i][..start] + value, .. lines[(i + 1)..]]));
        }
    }

    private static (string Name, string Value)[] Values =>
    [
        ("nothing", ""),
        ("spaces", "   "),
        ("a word", "nonsense"),
        ("a negative number", "-1"),
        ("a giant number", "99999999999999999999"),
        ("a fraction", "1e308"),
        ("NUL", "\0"),
        ("a lone surrogate", "\uD800"),
        ("format directives", "%s%n%s%n"),
        ("everything", "\u0001\u007F\u0080\uFFFF:;=,/ \t\"\\"),
    ];

    private static bool IsNeeded(string line) => s_needed.Any(needed => line.StartsWith(needed, StringComparison.Ordinal));

    private static string[] Lines(string sdp) => sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\r\n"));
}
