using System.ComponentModel;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Cli;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Doctor;

/// <summary>Looks at everything that a connection needs.</summary>
internal sealed class DoctorCommand : AsyncCommand<DoctorCommand.Options>
{
    public sealed class Options : CommandSettings
    {
        [CommandOption("--ice <URL>")]
        [Description("A STUN or TURN server, such as stun:example.org or turn:example.org?transport=tcp; may be repeated. Two STUN servers show how the NAT behaves.")]
        public string[] Ice { get; init; } = [];

        [CommandOption("--user <NAME>")]
        [Description("The user of the TURN servers.")]
        public string? User { get; init; }

        [CommandOption("--credential <TEXT>")]
        [Description("The password of the TURN servers.")]
        public string? Credential { get; init; }

        [CommandOption("--insecure")]
        [Description("Accept any certificate of TURN servers by TLS.")]
        public bool Insecure { get; init; }

        [CommandOption("--server <URL>")]
        [Description("A signaling server: is it reachable, and is this machine's clock right?")]
        public string? Server { get; init; }

        [CommandOption("--timeout <SECONDS>")]
        [Description("How long servers may take to answer.")]
        public double Timeout { get; init; } = 5;

        [CommandOption("--json")]
        [Description("The report as JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        if (settings.Timeout is not (>= 0.1 and <= 120))
            throw ToolException.BadInput($"--timeout {settings.Timeout}: 0.1 to 120 seconds.");
        if (settings.Server is { } server && !(Uri.TryCreate(server, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            throw ToolException.BadInput($"--server {server}: this is no address such as https://example.org/signaling.");
        var servers = MeetingOptions.IceServers(settings.Ice, settings.User, settings.Credential)
            .Select(one => one with { AcceptAnyCertificate = settings.Insecure }).ToList();

        var report = await ExamineAsync(settings, servers, cancellationToken);
        if (settings.Json)
            Output.Console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(report, DoctorJson.Default.DoctorReport));
        else
            Print(report);
        return report.HasErrors ? ExitCode.Failed : ExitCode.Success;
    }

    private static async Task<DoctorReport> ExamineAsync(Options settings, List<IceServer> servers, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var candidates = new List<GatheredCandidate>();
        string? engine = null;
        findings.AddRange(Machine.Examine());
        try
        {
            engine = WebRtcEngine.Version;
            findings.Add(new Finding(Severity.Good, "native library", $"{engine}, from {Machine.LibraryFile() ?? "an unknown place"}"));
        }
        catch (NativeLibraryException e)
        {
            findings.Add(new Finding(Severity.Error, "native library", e.Message, "docs/platforms.md has the systems that the package is for."));
        }
        var network = new NetworkExamination(TimeSpan.FromSeconds(settings.Timeout), findings, candidates);
        network.Interfaces();
        if (engine != null)
        {
            CheckServers(servers); // a malformed URL is an error of the user's, not a finding
            await network.SelfTestAsync(cancellation);
            await network.GatherAsync(servers, cancellation);
        }
        await network.NatAsync(servers, cancellation);
        if (settings.Server is { } server)
            await network.SignalingAsync(new Uri(server), cancellation);
        return new DoctorReport(ToolVersion.Text, ToolVersion.Library, engine, findings, candidates);
    }

    private static void CheckServers(IReadOnlyList<IceServer> servers)
    {
        try
        {
            using var connection = new PeerConnection(new PeerConnectionOptions { IceServers = servers });
        }
        catch (Exception e) when (e is ArgumentException or WebRtcException)
        {
            throw ToolException.BadInput(e.Message);
        }
    }

    private static void Print(DoctorReport report)
    {
        Output.Line($"webrtcnative {report.Tool}, WebRtcNative {report.Library}");
        foreach (var finding in report.Findings)
        {
            Output.Console.Write(new Text(Mark(finding.Severity), Style(finding.Severity)));
            Output.Line($" {finding.Subject}: {finding.Text}");
            if (finding.Advice != null)
                Output.Line($"         -> {finding.Advice}");
        }
        if (report.Candidates.Count == 0)
            return;
        var table = Output.Table("server", "type", "address", "after");
        foreach (var one in report.Candidates)
        {
            table.Row(
                one.Server ?? "(this machine)", one.Type ?? "error",
                one.Error ?? $"{(one.Address!.Contains(':') ? $"[{one.Address}]" : one.Address)}:{one.Port}/{one.Protocol}",
                Units.Time(TimeSpan.FromMilliseconds(one.Milliseconds)));
        }
        Output.Console.Write(table);
    }

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Good => "good    ",
        Severity.Note => "note    ",
        Severity.Warning => "WARNING ",
        _ => "ERROR   ",
    };

    private static Style Style(Severity severity) => severity switch
    {
        Severity.Good => new Style(Color.Green),
        Severity.Note => new Style(Color.Grey),
        Severity.Warning => new Style(Color.Yellow),
        _ => new Style(Color.Red),
    };
}
