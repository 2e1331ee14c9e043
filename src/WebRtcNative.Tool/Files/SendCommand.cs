using System.ComponentModel;
using Spectre.Console.Cli;
using WebRtcNative.Signaling;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Files;

/// <summary>Sends files to the receiver in a room, and again after each interruption.</summary>
internal sealed class SendCommand : AsyncCommand<SendCommand.Options>
{
    public const string Role = "send";

    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // A NAT that cannot be crossed stays so.
    private const int MaxFailures = 3;

    public sealed class Options : MeetingOptions
    {
        [CommandArgument(0, "<FILE>")]
        [Description("Files and folders to send; - is standard input.")]
        public required string[] Files { get; init; }

        [CommandOption("--room <ROOM>")]
        [Description("A room's code or name; without it a room with a code is made.")]
        public string? Room { get; init; }

        [CommandOption("--as <NAME>")]
        [Description("The name of what comes from standard input.")]
        public string As { get; init; } = "pipe";

        public override string? RoomName => Room;
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        if (settings.Files.Count(file => file == CommandLine.Pipe) > 1)
            throw ToolException.BadInput("Standard input can be sent once only.");
        var sources = new List<SendSource>();
        try
        {
            foreach (var file in settings.Files)
                sources.AddRange(SendSource.Open(file, settings.As));
            await using var place = await Place.EnterAsync(settings, cancellationToken);
            await place.TakeRoleAsync(Role);
            place.Announce("receive");
            await SendAsync(place, sources, cancellationToken);
            return ExitCode.Success;
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }
    }

    private static async Task SendAsync(Place place, List<SendSource> sources, CancellationToken cancellation)
    {
        using var receivers = new Counterparts(place.Room, ReceiveCommand.Role);
        for (var failures = 0; ;)
        {
            Output.Remark("Waiting for the receiver.");
            var receiver = await receivers.WaitAsync(cancellation);
            using var watch = receivers.Watch(receiver, cancellation);
            var isConnected = false;
            try
            {
                using var late = CancellationTokenSource.CreateLinkedTokenSource(watch.Token);
                late.CancelAfter(s_connectTimeout);
                // Disposed at once: a receiver that is lost cannot be told, and one that has all has closed the channel.
                using var connection = await place.Room.ConnectAsync(receiver, null, late.Token);
                isConnected = true;
                await SendAsync(connection, receiver.Name, sources, watch.Token);
                return;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested
                && e is LinkLostException or WebRtcException or InvalidOperationException or OperationCanceledException
                    or RoomException { ErrorType: RoomErrorType.NoSuchMember })
            {
                failures = isConnected ? 0 : failures + 1;
                if (failures == MaxFailures || (isConnected && sources.Exists(source => !source.CanSeek)))
                    throw new ToolException(ExitCode.NoPeer, isConnected
                        ? "The receiver is lost, and standard input cannot be sent again."
                        : "The receiver cannot be connected. webrtcnative doctor, on both machines, tells more.", e);
                Output.Remark(isConnected ? "The receiver is lost." : "The receiver could not be connected.");
                await Task.Delay(s_pause, cancellation);
            }
        }
    }

    private static async Task SendAsync(PeerConnection connection, string name, List<SendSource> sources, CancellationToken cancellation)
    {
        var channel = connection.CreateDataChannel(FileLink.Label);
        await channel.Opened.WaitAsync(cancellation);
        Output.Remark($"Connected with {name}: {Roads.Of(connection)}");
        Output.Remark($"Safety code, which the receiver has too: {SafetyCode.Of(connection)}");
        var link = new FileLink(channel);
        foreach (var source in sources)
        {
            using (source)
                (await new FileSender(link, source).RunAsync(cancellation)).Print();
        }
        await link.SendAsync(new FileMessage.End(), cancellation);
        await link.CloseAsync(cancellation);
    }
}
