using System.Diagnostics;
using System.Globalization;
using WebRtcNative;
using WebRtcNative.TorturePeer;

if (args is ["first", var resource, var count])
{
    FirstConnection.Run(resource, int.Parse(count, CultureInfo.InvariantCulture));
    return;
}

// A peer that receives while its garbage collector stops it again and again. Arguments: seconds, milliseconds of a pause,
// "callback" where managed code shall run on the network thread. Signaling over standard input and output, a line each.
var seconds = int.Parse(args[0], CultureInfo.InvariantCulture);
var pause = TimeSpan.FromMilliseconds(int.Parse(args[1], CultureInfo.InvariantCulture));
var withCallback = args is [_, _, "callback"];

var ballast = new Ballast(pause);
// Room for messages that arrive during a pause.
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
