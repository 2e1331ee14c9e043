namespace WebRtcNative;

/// <summary>Format parameters of codecs (a=fmtp) in the media sections of a description.</summary>
internal static class SdpFormats
{
    /// <summary>The SDP with other parameters for each format of the codec. Everything else stays, line by line.</summary>
    /// <param name="sdp">The description's text.</param>
    /// <param name="kind">"audio" or "video".</param>
    /// <param name="codec">The codec's name, such as "opus".</param>
    /// <param name="changes">Names with new values, or with null for those that go.</param>
    public static string Change(string sdp, string kind, string codec, IReadOnlyList<(string Name, string? Value)> changes)
    {
        var newLine = sdp.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = sdp.Split(newLine).ToList();
        for (var at = 0; at < lines.Count; at++)
        {
            if (!lines[at].StartsWith($"m={kind} ", StringComparison.Ordinal))
                continue;
            var end = lines.FindIndex(at + 1, line => line.StartsWith("m=", StringComparison.Ordinal));
            var section = lines.GetRange(at, (end < 0 ? lines.Count : end) - at);
            foreach (var format in FormatsOf(section, codec))
                ChangeFormat(lines, at, format, changes);
        }
        return string.Join(newLine, lines);
    }

    private static List<string> FormatsOf(List<string> section, string codec)
    {
        const string Map = "a=rtpmap:";
        var formats = new List<string>();
        foreach (var line in section)
        {
            if (line.StartsWith(Map, StringComparison.Ordinal)
                && line[Map.Length..].Split([' ', '/'], 3) is [var format, var name, ..]
                && name.Equals(codec, StringComparison.OrdinalIgnoreCase))
            {
                formats.Add(format);
            }
        }
        return formats;
    }

    private static void ChangeFormat(List<string> lines, int section, string format, IReadOnlyList<(string Name, string? Value)> changes)
    {
        var start = $"a=fmtp:{format} ";
        var at = lines.FindIndex(section, line => line.StartsWith(start, StringComparison.Ordinal));
        var end = lines.FindIndex(section + 1, line => line.StartsWith("m=", StringComparison.Ordinal));
        var isThere = at >= 0 && (end < 0 || at < end);
        List<string> parameters = isThere
            ? [.. lines[at][start.Length..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : [];
        foreach (var (name, value) in changes)
        {
            var place = parameters.FindIndex(one => one.Split('=')[0].Equals(name, StringComparison.OrdinalIgnoreCase));
            if (place >= 0)
                parameters.RemoveAt(place);
            if (value != null)
                parameters.Insert(place >= 0 ? place : parameters.Count, $"{name}={value}");
        }

        if (isThere)
            lines.RemoveAt(at);
        else
            at = lines.FindIndex(section, line => line.StartsWith($"a=rtpmap:{format} ", StringComparison.Ordinal)) + 1;
        if (parameters.Count > 0)
            lines.Insert(at, start + string.Join(';', parameters));
    }
}
