using System.ComponentModel;
using System.Text.Json;
using Spectre.Console.Cli;

namespace WebRtcNative.Tool.Descriptions;

/// <summary>Explains a description, and applies it to a connection.</summary>
internal sealed class SdpCommand : AsyncCommand<SdpCommand.Options>
{
    public sealed class Options : CommandSettings
    {
        [CommandArgument(0, "[FILE]")]
        [Description("A description as SDP, or as JSON with the members type and sdp; - or nothing for standard input.")]
        public string? File { get; init; }

        [CommandOption("--brief")]
        [Description("Only what this library makes of it.")]
        public bool Brief { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        var (type, sdp) = Parse(await InputText.ReadAsync(settings.File, cancellationToken));
        if (!settings.Brief)
            Explain(sdp);
        return await TryAsync(type, sdp, cancellationToken) ? ExitCode.Success : ExitCode.BadInput;
    }

    private static (SdpType? Type, string Sdp) Parse(string text)
    {
        if (text.TrimStart() is not ['{', ..] json)
            return (null, text);
        using var document = JsonDocument.Parse(json);
        // As browsers and signaling servers wrap it.
        var root = document.RootElement.TryGetProperty("description", out var inner) ? inner : document.RootElement;
        var description = SessionDescription.FromJson(root.GetRawText());
        return (description.Type, description.Sdp);
    }

    private static void Explain(string sdp)
    {
        var table = Output.Table("line", "text", "meaning");
        var number = 0;
        foreach (var line in sdp.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')))
        {
            var (isLine, meaning) = SdpMeaning.Of(line);
            table.Row($"{++number}", line, isLine ? meaning : $"WRONG: {meaning}");
        }
        Output.Console.Write(table);
    }

    private static async Task<bool> TryAsync(SdpType? type, string sdp, CancellationToken cancellation)
    {
        var isAnswer = type is SdpType.Answer or SdpType.PrAnswer
            || (type == null && !sdp.Contains("a=setup:actpass", StringComparison.OrdinalIgnoreCase) && HasRole(sdp));
        // An answer can be applied only after its own offer. As an offer all of it is parsed and checked the same way.
        var offer = isAnswer
            ? sdp.Replace("a=setup:active", "a=setup:actpass", StringComparison.OrdinalIgnoreCase)
                .Replace("a=setup:passive", "a=setup:actpass", StringComparison.OrdinalIgnoreCase)
            : sdp;
        Output.Line($"This is an {(isAnswer ? "answer; it is tried as if it were an offer" : "offer")}. Engine: {WebRtcEngine.Version}.");

        await using var connection = new PeerConnection();
        try
        {
            await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, LineEnds(offer)), cancellation);
        }
        catch (Exception e) when (e is WebRtcException or ArgumentException or InvalidOperationException)
        {
            Output.Line($"REFUSED: {e.Message}");
            return false;
        }
        var answer = await connection.CreateAnswerAsync(cancellation);
        Output.Line("Accepted.");
        foreach (var line in Sections(LineEnds(offer), answer.Sdp))
            Output.Line($"  {line}");
        return true;
    }

    private static bool HasRole(string sdp) => sdp.Contains("a=setup:", StringComparison.OrdinalIgnoreCase);

    // An editor may have changed them; only CRLF is SDP.
    private static string LineEnds(string sdp) => sdp.TrimEnd().ReplaceLineEndings("\r\n") + "\r\n";

    /// <summary>The fate of each media section.</summary>
    private static IEnumerable<string> Sections(string offer, string answer)
    {
        var asked = Split(offer);
        var given = Split(answer);
        for (var i = 0; i < asked.Count; i++)
        {
            var kind = asked[i][0]["m=".Length..].Split(' ')[0];
            var mine = i < given.Count ? given[i] : null;
            if (mine == null || mine[0].Split(' ') is [_, "0", ..])
                yield return $"section {i} ({kind}): refused";
            else if (kind == "application")
                yield return $"section {i} (data channels): accepted; messages to {Value(asked[i], "max-message-size") ?? "65536"} bytes";
            else
                yield return $"section {i} ({kind}): accepted, with {string.Join(", ", Codecs(mine))}";
        }
        if (asked.Count == 0)
            yield return "It has no media section, so nothing would be connected.";
        if (!offer.Contains("a=candidate:", StringComparison.Ordinal))
            yield return "It has no candidates: they have to be sent one by one (trickle), or the two peers never find each other.";
    }

    private static List<string[]> Split(string sdp) =>
        [.. ("\r\n" + sdp).Split("\r\nm=").Skip(1).Select(section => $"m={section}".Split("\r\n"))];

    private static string? Value(string[] section, string attribute) =>
        section.FirstOrDefault(line => line.StartsWith($"a={attribute}:", StringComparison.Ordinal))?[(attribute.Length + 3)..];

    private static IEnumerable<string> Codecs(string[] section) =>
        section.Where(line => line.StartsWith("a=rtpmap:", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[^1].Split('/')[0]).Distinct();
}
