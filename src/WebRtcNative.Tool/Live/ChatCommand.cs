using Spectre.Console.Cli;
using WebRtcNative.Signaling;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Live;

/// <summary>Lines of standard input go to everyone in the room; theirs are printed.</summary>
internal sealed class ChatCommand : AsyncCommand<RoomArguments>
{
    // A line that was typed just before the end leaves before the connections do.
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    public override async Task<int> ExecuteAsync(CommandContext context, RoomArguments settings, CancellationToken cancellationToken)
    {
        await using var place = await Place.EnterAsync(settings, cancellationToken);
        await using var mesh = new Mesh(place.Room);
        mesh.PeerConnected += (_, peer) => Output.Remark($"{peer.Member.Name} is here: {Roads.Of(peer.Connection)}");
        mesh.PeerDisconnected += (_, peer) => Output.Remark($"{peer.Member.Name} is gone.");
        mesh.MessageReceived += (_, message) =>
            Output.Line($"{message.From.Name}: {(message.Message.IsText ? message.Message.Text : $"({message.Message.Data.Length} bytes)")}");
        place.Announce("chat", "Lines that you type go to everyone. Ctrl+D ends.");

        while (await ReadLineAsync(cancellationToken) is { } line)
            await mesh.SendAsync(line, cancellationToken);
        using var late = new CancellationTokenSource(s_farewell);
        await Task.WhenAll(mesh.Peers.Select(peer => peer.Channel.CloseAsync(late.Token)))
            .WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Success;
    }

    // A read of the terminal cannot be cancelled: Ctrl+C leaves it behind.
    private static Task<string?> ReadLineAsync(CancellationToken cancellation) =>
        Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellation);
}
