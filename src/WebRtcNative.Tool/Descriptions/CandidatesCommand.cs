using System.ComponentModel;
using System.Text.Json;
using Spectre.Console.Cli;

namespace WebRtcNative.Tool.Descriptions;

/// <summary>Explains candidates.</summary>
internal sealed class CandidatesCommand : AsyncCommand<CandidatesCommand.Options>
{
    public sealed class Options : CommandSettings
    {
        [CommandArgument(0, "[FILE]")]
        [Description("Lines with candidates, JSON of browsers, or a description; - or nothing for standard input.")]
        public string? File { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        var candidates = Find(await InputText.ReadAsync(settings.File, cancellationToken));
        if (candidates.Count == 0)
            throw ToolException.BadInput("There is no candidate in it: no line with \"candidate:\", and no JSON with a member \"candidate\".");

        var table = Output.Table("type", "address", "priority", "meaning");
        foreach (var candidate in candidates.OrderByDescending(candidate => candidate.Priority ?? 0))
        {
            table.Row(
                candidate.Type?.ToString().ToLowerInvariant() ?? "-",
                candidate.Address is { } address ? Endpoint(address, candidate) : "-",
                candidate.Priority is { } priority ? CandidateMeaning.Priority(priority) : "-",
                candidate.Type == null && candidate.Candidate.Length > 0
                    ? $"{candidate.Candidate}: {CandidateMeaning.Of(candidate)}" : CandidateMeaning.Of(candidate));
        }
        Output.Console.Write(table);
        foreach (var remark in Remarks(candidates))
            Output.Line(remark);
        return candidates.Any(candidate => candidate.Type == null && candidate.Candidate.Length > 0) ? ExitCode.BadInput : ExitCode.Success;
    }

    private static List<IceCandidate> Find(string text)
    {
        if (text.TrimStart() is ['{' or '[', ..] json)
        {
            using var document = JsonDocument.Parse(json);
            return [.. Find(document.RootElement)];
        }
        return [.. from line in text.Split('\n', StringSplitOptions.TrimEntries)
                   let start = line.IndexOf("candidate:", StringComparison.OrdinalIgnoreCase)
                   where start >= 0
                   select new IceCandidate(line[start..], null, null)];
    }

    private static IEnumerable<IceCandidate> Find(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Find),
        JsonValueKind.Object when element.TryGetProperty("candidate", out var candidate) && candidate.ValueKind == JsonValueKind.String =>
            [IceCandidate.FromJson(element.GetRawText())],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Find(member.Value)),
        JsonValueKind.String => Find(element.GetString() ?? ""),
        _ => [],
    };

    private static string Endpoint(string address, IceCandidate candidate) =>
        (address.Contains(':') ? $"[{address}]" : address) + $":{candidate.Port}/{candidate.Protocol}".ToLowerInvariant();

    private static IEnumerable<string> Remarks(List<IceCandidate> candidates)
    {
        var types = candidates.Select(candidate => candidate.Type).ToHashSet();
        if (!types.Contains(IceCandidateType.Srflx) && !types.Contains(IceCandidateType.Relay))
            yield return "No candidate is from a STUN or TURN server, so peers in other networks reach this one only by a public address.";
        else if (!types.Contains(IceCandidateType.Relay))
            yield return "No candidate is from a TURN server, so strict NATs and firewalls cannot be crossed.";
        if (candidates.All(candidate => candidate.Protocol != IceTransportProtocol.Udp))
            yield return "No candidate is for UDP, so UDP may be blocked: try webrtcnative doctor on that machine.";
    }
}
