using System.Diagnostics;
using System.Globalization;
using WebRtcNative;
using WebRtcNative.TestPeer;

// Parts of tests that need another process. The first argument chooses one of four.
switch (args)
{
    case ["network", var settings]:
        await LiveInNetworkAsync(PeerSettings.Parse(settings));
        break;
    case ["first", var resource, var count]:
        FirstConnection.Run(resource, int.Parse(count, CultureInfo.InvariantCulture));
        break;
    case ["ending", var count, var how]:
        Ending.Run(int.Parse(count, CultureInfo.InvariantCulture), how);
        break;
    case ["pauses", var seconds, var milliseconds, var mode]:
        await PauseAsync(
            int.Parse(seconds, CultureInfo.InvariantCulture),
            TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)),
            withCallback: mode == "callback");
        break;
    default:
        throw new ArgumentException(string.Join(' ', args));
}

// A peer that lives in a network of its own, and does what the lines of its standard input say until they end.
static async Task LiveInNetworkAsync(PeerSettings settings)
{
    using var peer = new Peer(settings);
    while (await Console.In.ReadLineAsync() is { } line)
        await peer.DoAsync(PeerLine.Parse(line));
}

// A peer that receives while its garbage collector stops it again and again, with or without managed code on the network thread.
// Signaling over standard input and output, a line each.
static async Task PauseAsync(int seconds, TimeSpan pause, bool withCallback)
{
    var ballast = new Ballast(pause);
    // Room for what comes during a pause.
    using var connection = new PeerConnection(new PeerConnectionOptions { ReceiveLimit = 1 << 30 });
    using var receiver = new Receiver(connection);
    if (withCallback)
        NetworkCallback.Install();

    await Signaling.AnswerAsync(connection);
    await receiver.Opened;
    for (var i = 0; i < seconds; i++)
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        var begin = Stopwatch.GetTimestamp();
        var stopped = ballast.Collect();
        Signaling.Write("pause", string.Create(CultureInfo.InvariantCulture, $"{begin} {Stopwatch.GetTimestamp()} {stopped.Ticks}"));
        ballast.GrowFor(stopped);
    }
    Signaling.Write("callbacks", NetworkCallback.Calls.ToString(CultureInfo.InvariantCulture));
    Signaling.Write("received", receiver.Bytes.ToString(CultureInfo.InvariantCulture));
}
