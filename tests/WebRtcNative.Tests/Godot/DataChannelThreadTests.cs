using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Many threads on one channel, and the end of it under their hands.</summary>
public sealed class DataChannelThreadTests : NativeTest
{
    private const int Senders = 4;
    private const int PerSender = 5000;

    [Fact]
    public void PutPacket_FourSendersTwoReaders_EachPacketArrivesOnce()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        var seen = new int[Senders * PerSender];
        var received = 0;

        var threads = new List<Task>();
        for (var i = 0; i < Senders; i++)
        {
            var first = i * PerSender;
            threads.Add(CoreThread.Start(() =>
            {
                for (var number = first; number < first + PerSender; number++)
                {
                    var packet = CoreContent.Numbered(number, 64);
                    Wait.Until(() => a.PutPacket(packet) == WebRtcError.Ok, "room in the send buffer");
                }
            }));
        }
        for (var i = 0; i < 2; i++)
        {
            threads.Add(CoreThread.Start(() => Wait.Until(
                () =>
                {
                    while (b.GetPacket(out var packet) == WebRtcError.Ok)
                    {
                        Interlocked.Increment(ref seen[CoreContent.NumberOf(packet)]);
                        Interlocked.Increment(ref received);
                    }
                    return Volatile.Read(ref received) == seen.Length;
                },
                "all packets")));
        }
        CoreThread.Join(threads, pair.Poll);

        Assert.All(seen, times => Assert.Equal(1, times));
        Assert.Equal(0, b.GetAvailablePacketCount());
    }

    [Theory]
    [InlineData("Close")]
    [InlineData("Dispose")]
    [InlineData("Close of the other side")]
    [InlineData("connection Close")]
    [InlineData("connection Dispose")]
    [InlineData("other connection Dispose")]
    public void PutPacketAndGetPacket_RacingWithEnd_OnlyContractErrors(string end)
    {
        for (var round = 0; round < 8; round++)
        {
            using var pair = new Pair();
            var (a, b) = pair.Open();
            Race(pair, a, () =>
            {
                switch (end)
                {
                    case "Close":
                        a.Close();
                        break;
                    case "Dispose":
                        a.Dispose();
                        break;
                    case "Close of the other side":
                        b.Close();
                        break;
                    case "connection Close":
                        pair.A.Close();
                        break;
                    case "connection Dispose":
                        pair.A.Dispose();
                        break;
                    default:
                        pair.B.Dispose();
                        break;
                }
            });
            pair.PollUntil(() => a.GetReadyState() == DataChannelState.Closed, "A closed");
        }
    }

    /// <summary>Threads use the channel before, during and after its end.</summary>
    private static void Race(Pair pair, WebRtcDataChannel channel, Action end)
    {
        var calls = new int[4];
        var stop = false;
        Action[] uses =
        [
            () => Put(channel, 1000),
            () => Put(channel, 1),
            () => AssertOneOf(channel.GetPacket(out var _), WebRtcError.Ok, WebRtcError.Unavailable, WebRtcError.Unconfigured),
            () =>
            {
                channel.TryGetPacket(new byte[10], out var _);
                Assert.InRange(channel.GetAvailablePacketCount(), 0, int.MaxValue);
                Assert.InRange(channel.GetBufferedAmount(), 0, long.MaxValue);
                Assert.InRange(channel.GetId(), -1, 1023);
                Assert.Contains(channel.GetMaxPacketSize(), new[] { -1, 262144 });
            },
        ];
        var threads = uses.Select((use, index) => CoreThread.Start(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                use();
                Interlocked.Increment(ref calls[index]);
            }
        })).ToList();

        AwaitCalls(pair, threads, calls, 50);
        end();
        AwaitCalls(pair, threads, calls, 50);
        Volatile.Write(ref stop, true);
        CoreThread.Join(threads, pair.Poll);
    }

    // A closing channel sends the messages it has accepted, so a small backlog keeps the rounds short.
    private static void Put(WebRtcDataChannel channel, int length)
    {
        if (channel.GetReadyState() != DataChannelState.Open || channel.GetBufferedAmount() < 50 * length)
            AssertOneOf(channel.PutPacket(new byte[length]), WebRtcError.Ok, WebRtcError.Unavailable, WebRtcError.Unconfigured);
        else
            Thread.Yield();
    }

    private static void AwaitCalls(Pair pair, List<Task> threads, int[] calls, int more)
    {
        var before = calls.ToArray();
        pair.PollUntil(
            () => threads.Exists(thread => thread.IsFaulted) || before.Zip(calls).All(pairOf => pairOf.Second >= pairOf.First + more),
            "more calls of every thread");
    }

    private static void AssertOneOf(WebRtcError result, params WebRtcError[] allowed) => Assert.Contains(result, allowed);
}
