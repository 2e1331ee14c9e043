using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Numbered messages through a channel. They may take their time, but something has to arrive within the deadline
/// all the time.</summary>
internal static class Traffic
{
    public const int LeastSize = 50;

    // Less than SCTP may have under way after the worst loss, so that a message leaves as soon as it is sent.
    private const int MostUnderWay = 8;

    private static readonly TimeSpan s_longestSilence = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends messages of mixed sizes, some of them of many packets, and returns the numbers of as many that came.</summary>
    public static List<int> CarryAll(DataChannel from, DataChannel to, int count)
    {
        var received = new List<int>();
        var sent = 0;
        Follow(received, () => received.Count < count, to, () =>
        {
            while (sent < count && from.TrySend(CoreContent.Numbered(sent, SizeOf(sent))) == SendResult.Sent)
                sent++;
        });
        Assert.Null(to.NextMessageSize);
        return received;
    }

    /// <summary>Sends small messages, one per frame, until one comes that was sent after so many; returns the numbers of those
    /// before it that came. Only a few are under way at a time: the congestion window has room for them however long a round trip
    /// takes on a busy machine, and what does not come was lost on its way.</summary>
    public static List<int> StreamPast(DataChannel from, DataChannel to, int count)
    {
        var received = new List<int>();
        var sent = 0;
        var sinceSent = Stopwatch.StartNew();
        Follow(received, () => received.TrueForAll(number => number < count), to, () =>
        {
            // All of them may be lost: then nothing comes that would make room for the next.
            var hasRoom = sent - received.LastOrDefault(-1) <= MostUnderWay || sinceSent.Elapsed > s_longestSilence;
            if (hasRoom && from.TrySend(CoreContent.Numbered(sent, LeastSize + sent % 100)) == SendResult.Sent)
            {
                sent++;
                sinceSent.Restart();
            }
        });
        return received.FindAll(number => number < count);
    }

    private static int SizeOf(int number) => number % 100 == 0 ? 10_000 : LeastSize + number * 37 % 300;

    private static void Follow(List<int> received, Func<bool> isUnfinished, DataChannel to, Action send)
    {
        var sinceProgress = Stopwatch.StartNew();
        while (isUnfinished())
        {
            Assert.True(sinceProgress.Elapsed < Wait.Deadline, $"Nothing comes any more after {received.Count} messages.");
            send();
            foreach (var message in CoreContent.TakeAll(to))
            {
                received.Add(CoreContent.NumberOf(message));
                sinceProgress.Restart();
            }
            Wait.Frame();
        }
    }
}
