using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Several pairs, in one loop and in several threads.</summary>
public sealed class PeerConnectionManyTests : NativeTest
{
    [Fact]
    public void CreateOffer_OfTheOtherSide_ConnectsAsWell()
    {
        var pair = Own(new Pair());
        var b = pair.B.CreateDataChannel("channel");
        Assert.NotNull(b);
        Assert.Equal(WebRtcError.Ok, pair.B.CreateOffer());

        pair.PollUntil(() => Pair.IsOpen(b) && pair.ReceivedByA.Count == 1 && Pair.IsOpen(pair.ReceivedByA[0]), "connected");

        pair.Carry(b, pair.ReceivedByA[0]);
        pair.Carry(pair.ReceivedByA[0], b);
        Assert.Empty(pair.ReceivedByB);
    }

    [Fact]
    public void Poll_TwentyPairsInOneLoop_AllConnect()
    {
        var pairs = Enumerable.Range(0, 20).Select(_ => Own(new Pair())).ToList();
        var channels = pairs.Select((pair, i) => pair.A.CreateDataChannel($"channel {i}")).ToList();
        Assert.All(channels, Assert.NotNull);
        Assert.All(pairs, pair => Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer()));

        Wait.Until(() => pairs.All(pair => pair.ReceivedByB.Count == 1 && Pair.IsOpen(pair.ReceivedByB[0])), "twenty connected", () =>
        {
            foreach (var pair in pairs)
                pair.Poll();
        });

        for (var i = 0; i < pairs.Count; i++)
        {
            Assert.Equal($"channel {i}", pairs[i].ReceivedByB[0].GetLabel());
            pairs[i].Carry(pairs[i].ReceivedByB[0], channels[i]!);
        }
    }

    [Fact]
    public void Poll_PairsInThreadsOfTheirOwn_DoNotDisturbEachOther()
    {
        var failures = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var rounds = 0;
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            try
            {
                using var pair = new Pair();
                for (var round = 0; round < 5; round++)
                {
                    var thread = Environment.CurrentManagedThreadId;
                    var (a, _) = pair.Reconnect();
                    Assert.True(Pair.IsOpen(a));
                    Assert.Equal(thread, Environment.CurrentManagedThreadId);
                    Interlocked.Increment(ref rounds);
                }
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());

        Assert.All(threads, thread => Assert.True(thread.Join(5 * Wait.Deadline), "A thread hangs."));
        Assert.Empty(failures);
        Assert.Equal(10, rounds);
    }
}
