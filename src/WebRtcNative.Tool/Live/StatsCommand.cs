using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using WebRtcNative.Signaling;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Live;

/// <summary>The statistics of the connections with a room's members, again and again.</summary>
internal sealed class StatsCommand : AsyncCommand<StatsCommand.Options>
{
    public sealed class Options : RoomArguments
    {
        [CommandOption("--every <SECONDS>")]
        [Description("The time between two reports.")]
        public double Every { get; init; } = 1;

        [CommandOption("--count <NUMBER>")]
        [Description("End after this many reports.")]
        public int? Count { get; init; }

        [CommandOption("--json")]
        [Description("Each report as one line of JSON, with all members as the W3C's getStats has them.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        if (settings.Every is not (>= 0.1 and <= 3600))
            throw ToolException.BadInput($"--every {settings.Every}: 0.1 to 3600 seconds.");
        if (settings.Count is < 1)
            throw ToolException.BadInput($"--count {settings.Count}: 1 or more.");
        await using var place = await Place.EnterAsync(settings, cancellationToken);
        await using var mesh = new Mesh(place.Room);
        place.Announce("chat", "Members are shown as soon as they are connected: those of chat, of the sample Lobby, and of any Mesh. Ctrl+C ends.");
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(settings.Every));
        if (settings.Json)
            await PrintAsync(mesh, settings, clock, cancellationToken);
        else
            await ShowAsync(mesh, settings, clock, cancellationToken);
        return ExitCode.Success;
    }

    private static async Task PrintAsync(Mesh mesh, Options settings, PeriodicTimer clock, CancellationToken cancellation)
    {
        for (var count = 0; count < (settings.Count ?? int.MaxValue) && await clock.WaitForNextTickAsync(cancellation);)
        {
            foreach (var peer in mesh.Peers)
            {
                var report = await peer.Connection.GetStatsAsync(cancellation);
                Output.Console.Profile.Out.Writer.WriteLine(StatsLine.Of(peer.Member.Name, report));
                count++;
            }
        }
    }

    private static async Task ShowAsync(Mesh mesh, Options settings, PeriodicTimer clock, CancellationToken cancellation)
    {
        var sheet = new StatsSheet();
        var isLive = !Console.IsOutputRedirected;
        await Output.Console.Live(new Text(isLive ? "Nobody is here yet." : "")).StartAsync(async live =>
        {
            for (var count = 0; count < (settings.Count ?? int.MaxValue) && await clock.WaitForNextTickAsync(cancellation);)
            {
                if (await sheet.MakeAsync(mesh.Peers, cancellation) is not { } table)
                    continue;
                count++;
                if (isLive)
                    live.UpdateTarget(table);
                else
                    Output.Console.Write(table);
            }
        });
    }
}
