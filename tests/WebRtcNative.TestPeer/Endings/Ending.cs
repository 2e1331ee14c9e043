using System.Runtime.InteropServices;

namespace WebRtcNative.TestPeer;

/// <summary>A server with many clients whose process ends, in one of several ways. Its offers and answers are whole descriptions, a
/// line each.</summary>
internal sealed class Ending : IDisposable
{
    private readonly EventQueue? _polled;
    private readonly List<PeerConnection> _connections = [];
    private readonly List<DataChannel> _channels = [];
    private PosixSignalRegistration? _signal;

    private Ending(bool isPolled) => _polled = isPolled ? new EventQueue() : null;

    /// <summary>Returns when the server may end by the return of Main.</summary>
    public static void Run(int count, string how)
    {
        using var ending = new Ending(isPolled: how == "polled");
        ending.Finish(ending.AcceptAsync(count));
        switch (how)
        {
            case "dispose":
                ending.Tell("last");
                ending.DisposeConnections();
                return;
            case "leave":
                ending.Tell("last");
                return;
            case "signal":
                // .NET 10 and later handle no signal on their own.
                ending._signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => ending.Exit());
                break;
            default: // "handler" and "polled"
                ending._channels[0].MessagesAvailable += (_, _) => ending.Exit();
                break;
        }
        Signaling.Write("ready", how);
        ending.Finish(new TaskCompletionSource().Task);
    }

    public void Dispose() => _signal?.Dispose(); // not the connections: that would be the end which the tests try

    private void Exit()
    {
        Tell("last");
        Environment.Exit(0);
    }

    private void Tell(string text) => _channels.ForEach(channel => channel.Send(text));

    private void DisposeConnections() => _connections.ForEach(connection => connection.Dispose());

    private async Task AcceptAsync(int count)
    {
        var answers = new List<Task<string>>();
        for (var i = 0; i < count; i++)
        {
            var connection = new PeerConnection(queue: _polled);
            _connections.Add(connection);
            var (_, offer) = Signaling.Read(await Console.In.ReadLineAsync() ?? throw new EndOfStreamException());
            await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, offer));
            answers.Add(Signaling.DescribeAsync(connection));
        }
        foreach (var answer in answers)
            Signaling.Write("answer", await answer);
        foreach (var connection in _connections)
        {
            var channel = await connection.AcceptDataChannelAsync();
            await channel!.Opened;
            _channels.Add(channel);
        }
    }

    private void Finish(Task task)
    {
        while (_polled != null && !task.Wait(TimeSpan.FromMilliseconds(1)))
            _polled.Poll();
        task.GetAwaiter().GetResult();
    }
}
