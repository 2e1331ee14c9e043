using System.ComponentModel;
using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Cli;
using WebRtcNative.Signaling;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Bench;

/// <summary>Measures setup, round trip and throughput: in this process without a server, else with the other member of a room.</summary>
internal sealed class BenchCommand : AsyncCommand<BenchCommand.Options>
{
    private const string Role = "bench";
    private const string ChannelLabel = "webrtcnative-bench";
    private const int Setups = 20;

    public sealed class Options : RoomArguments
    {
        [CommandOption("--seconds <NUMBER>")]
        [Description("The time of each measurement.")]
        public double Seconds { get; init; } = 3;
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        if (settings.Seconds is not (>= 0.05 and <= 3600))
            throw ToolException.BadInput($"--seconds {settings.Seconds}: 0.05 to 3600.");
        var isLocal = settings is { Server: null, Serve: null, Room: null };
        if (isLocal)
            await MeasureHereAsync(settings, cancellationToken);
        else
            await MeetAsync(settings, cancellationToken);
        return ExitCode.Success;
    }

    private static async Task MeasureHereAsync(Options settings, CancellationToken cancellation)
    {
        var options = settings.ConnectionOptions();
        var setups = new List<TimeSpan>();
        for (var i = 0; i < Setups; i++)
        {
            using var once = await LocalPair.ConnectAsync(options, cancellation);
            setups.Add(once.SetupTime);
        }
        using var pair = await LocalPair.ConnectAsync(options, cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var responding = new BenchResponder(pair.Other).RunAsync(over.Token);
        var run = new BenchRun(pair.One, TimeSpan.FromSeconds(settings.Seconds));
        await MeasureAsync(run, [.. setups.Order()], $"two peers in one process, {Roads.Of(pair.Connection)}", cancellation);
        await responding;
    }

    private static async Task MeetAsync(Options settings, CancellationToken cancellation)
    {
        await using var place = await Place.EnterAsync(settings, cancellation);
        var arrived = new TaskCompletionSource<RoomConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        place.Room.ConnectionReceived += (_, one) => arrived.TrySetResult(one);
        using var others = new Counterparts(place.Room, Role);
        await place.TakeRoleAsync(Role);
        place.Announce("bench");
        var other = await others.WaitAsync(cancellation);
        // The later of two members measures.
        if (other.Number < place.Room.Self.Number)
            await MeasureThereAsync(place.Room, other, settings, cancellation);
        else
            await RespondAsync(await arrived.Task.WaitAsync(cancellation), cancellation);
    }

    private static async Task MeasureThereAsync(Room room, RoomMember other, Options settings, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        await using var connection = await room.ConnectAsync(other, null, cancellation);
        var channel = connection.CreateDataChannel(ChannelLabel);
        await channel.Opened.WaitAsync(cancellation);
        var run = new BenchRun(channel, TimeSpan.FromSeconds(settings.Seconds));
        await MeasureAsync(run, [Stopwatch.GetElapsedTime(start)], $"with {other.Name}, {Roads.Of(connection)}", cancellation);
    }

    private static async Task RespondAsync(RoomConnection arrived, CancellationToken cancellation)
    {
        Output.Remark($"{arrived.Member.Name} measures. The figures are printed there.");
        await foreach (var channel in arrived.Connection.ReadDataChannelsAsync(cancellation))
        {
            if (channel.Label != ChannelLabel)
                continue;
            await new BenchResponder(channel).RunAsync(cancellation);
            return;
        }
    }

    private static async Task MeasureAsync(BenchRun run, TimeSpan[] setups, string where, CancellationToken cancellation)
    {
        var trips = await run.RoundTripsAsync(cancellation);
        var small = await run.ThroughputAsync(BenchRun.SmallSize, cancellation);
        var large = await run.ThroughputAsync(BenchRun.LargeSize, cancellation);
        await run.GoodbyeAsync(cancellation);

        Output.Line($"{where}; {WebRtcEngine.Version}, WebRtcNative {ToolVersion.Library}");
        var table = Output.Table("measured", "median", "99 %", "count");
        table.Row("setup, to an open channel", Units.Time(At(setups, 0.5)), setups.Length < 100 ? "-" : Units.Time(At(setups, 0.99)), $"{setups.Length}");
        table.Row($"round trip, {BenchRun.SmallSize} B", Units.Time(At(trips, 0.5)), Units.Time(At(trips, 0.99)), $"{trips.Length:N0}");
        Output.Console.Write(table);

        var throughput = Output.Table("throughput", "messages/s", "bytes/s", "messages");
        foreach (var (size, counts) in new[] { (BenchRun.SmallSize, small), (BenchRun.LargeSize, large) })
        {
            var time = TimeSpan.FromSeconds(counts.Seconds);
            throughput.Row(
                $"{Units.Bytes(size)} messages", $"{counts.Messages / Math.Max(counts.Seconds, 1e-9):N0}", Units.Rate(counts.Bytes, time), $"{counts.Messages:N0}");
        }
        Output.Console.Write(throughput);
        Output.Console.Write(Plot(trips));
    }

    private static TimeSpan At(TimeSpan[] sorted, double part) => sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];

    /// <summary>How many round trips took how long.</summary>
    private static BarChart Plot(TimeSpan[] trips)
    {
        const int Bars = 10;
        var (low, high) = (trips[0].TotalMicroseconds, Math.Max(At(trips, 0.99).TotalMicroseconds, trips[0].TotalMicroseconds + 1));
        var chart = new BarChart().Width(72).Label("round trips by their time");
        for (var i = 0; i < Bars; i++)
        {
            var (from, to) = (low + (high - low) * i / Bars, i == Bars - 1 ? double.MaxValue : low + (high - low) * (i + 1) / Bars);
            var count = trips.Count(trip => trip.TotalMicroseconds >= from && trip.TotalMicroseconds < to);
            chart.AddItem($"from {Units.Time(TimeSpan.FromMicroseconds(from))}", count, Color.Teal);
        }
        return chart;
    }
}
