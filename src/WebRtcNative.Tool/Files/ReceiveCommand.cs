using System.ComponentModel;
using Spectre.Console.Cli;
using WebRtcNative.Signaling;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Files;

/// <summary>Receives what the sender in a room sends, until all of it has arrived.</summary>
internal sealed class ReceiveCommand : AsyncCommand<ReceiveCommand.Options>
{
    public const string Role = "receive";

    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(5);

    public sealed class Options : RoomArguments
    {
        [CommandOption("-d|--directory <FOLDER>")]
        [Description("Where files go; - is standard output. The default is the working directory.")]
        public string Directory { get; init; } = ".";

        [CommandOption("--overwrite")]
        [Description("Replace other files of the same names.")]
        public bool Overwrite { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        var folder = settings.Directory == CommandLine.Pipe ? null : settings.Directory;
        if (File.Exists(folder))
            throw ToolException.BadInput($"{folder} is a file.");
        await using var place = await Place.EnterAsync(settings, cancellationToken);
        place.Announce("send FILE --room");
        using var arrivals = new Arrivals(place.Room);
        await place.TakeRoleAsync(Role);
        while (true)
        {
            Output.Remark("Waiting for the sender.");
            var (member, connection, replaced) = await arrivals.NextAsync(cancellationToken);
            try
            {
                await ReceiveAsync(member, connection, folder, settings.Overwrite, replaced);
                return ExitCode.Success;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested
                && e is LinkLostException or WebRtcException or InvalidOperationException or OperationCanceledException)
            {
                if (folder == null)
                    throw new ToolException(ExitCode.NoPeer, "The sender is lost, and standard output cannot be written again.", e);
                Output.Remark("The sender is lost. What arrived is kept.");
            }
            finally
            {
                arrivals.Finish();
            }
        }
    }

    private static async Task ReceiveAsync(
        RoomMember member, PeerConnection connection, string? folder, bool overwrite, CancellationToken cancellation)
    {
        var channel = await AcceptAsync(connection, cancellation);
        Output.Remark($"Connected with {member.Name}: {Roads.Of(connection)}");
        Output.Remark($"Safety code, which the sender has too: {SafetyCode.Of(connection)}");
        await new FileReceiver(new FileLink(channel), folder, overwrite).RunAsync(cancellation);
        // The sender closes the channel when it has the last receipt.
        await Task.WhenAny(channel.Closed, Task.Delay(s_farewell, cancellation));
    }

    private static async Task<DataChannel> AcceptAsync(PeerConnection connection, CancellationToken cancellation)
    {
        await foreach (var channel in connection.ReadDataChannelsAsync(cancellation))
        {
            if (channel.Label == FileLink.Label)
                return channel;
        }
        throw new LinkLostException("The sender is lost.");
    }
}
