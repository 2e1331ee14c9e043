using System.Text.Json;
using System.Text.RegularExpressions;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A signal of one side to the other: a description or a candidate, as browsers write them in JSON.</summary>
internal sealed partial record Signal(bool FromBrowser, SessionDescription? Description, IceCandidate? Candidate)
{
    public static Signal Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.TryGetProperty("candidate", out var candidate))
            return new Signal(true, null, IceCandidate.FromJson(candidate.GetRawText()));
        var description = document.RootElement.GetProperty("description").GetRawText();
        return new Signal(true, SessionDescription.FromJson(description), null);
    }

    /// <summary>In short, for the message of a failed test.</summary>
    public override string ToString() => $"{(FromBrowser ? "<" : ">")}{Description?.Type.ToString() ?? "candidate"}";

    public string Write() => Description is { } description
        ? $$"""{"description":{{description.ToJson()}}}"""
        : $$"""{"candidate":{{Candidate!.ToJson()}}}""";

    /// <summary>The same, but for the longest message that its sender says it takes (RFC 8841, section 6).</summary>
    public Signal WithMaxMessageSize(int size) => Description is { } description
        ? this with { Description = description with { Sdp = MaxMessageSize().Replace(description.Sdp, $"{size}") } }
        : this;

    [GeneratedRegex(@"(?<=a=max-message-size:)\d+")]
    private static partial Regex MaxMessageSize();
}
