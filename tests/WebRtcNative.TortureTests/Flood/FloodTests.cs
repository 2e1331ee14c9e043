using System.Diagnostics;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;
using WebRtcNative.TestPeer;
using WebRtcNative.TortureTests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Flood;

/// <summary>An application that never polls, while its peer sends all that it can.</summary>
public sealed class FloodTests(ITestOutputHelper output) : NativeTest
{
    private const long MegaByte = 1_000_000;
    private const long SendBuffer = 16 * 1024 * 1024;

    /// <summary>Messages: the receive queue fills to its limit, then the channel fails, and the application gets the error when
    /// it polls.</summary>
    [Theory]
    [InlineData(64 * 1024, 8 * MegaByte)]
    [InlineData(64 * 1024, 64 * 1024 * 1024)]
    [InlineData(1000, 8 * MegaByte)]
    [InlineData(0, 10_000 * 64)]
    public void Messages_NobodyReceives_BoundedAndTheChannelFails(int size, long limit)
    {
        var deaf = Own(new EventQueue());
        var pair = Own(new DeafPair(deaf, limit));
        var before = Footprint.NativeBytes();
        var highest = before;

        var (sent, full) = (0L, 0L);
        var message = new byte[size];
        var most = size > 0 ? long.MaxValue : 2 * limit / 64; // empty ones do not fill the send buffer: see the next test
        var watch = Stopwatch.StartNew();
        while (pair.Sender.State == DataChannelState.Open)
        {
            Assert.True(watch.Elapsed < Wait.Deadline, $"The channel does not fail; {sent} messages were sent.");
            var result = sent < most ? pair.Sender.TrySend(message) : SendResult.BufferFull;
            if (result == SendResult.Sent)
                sent++;
            if (result != SendResult.BufferFull)
                continue;
            full++;
            highest = Math.Max(highest, Footprint.NativeBytes());
            Wait.Frame();
        }
        highest = Math.Max(highest, Footprint.NativeBytes());
        output.WriteLine($"{sent} messages of {size} bytes sent in {watch.Elapsed.TotalSeconds:F1} s, {full} times full; "
            + $"{pair.Receiver.AvailableMessageCount} waiting; {(highest - before) / 1e6:F1} native MB more at the highest");

        // The receiver does not know: its state changes when it polls.
        Assert.Equal(DataChannelState.Open, pair.Receiver.State);
        var waiting = pair.Receiver.AvailableMessageCount;
        Assert.Equal(limit / (size + 64), waiting);
        // Both sides are here. Small messages cost the receiver more than the 64 bytes that the limit counts for each, and
        // the send buffer counts only their content.
        var small = 256 * (waiting + Math.Min(sent, SendBuffer / Math.Max(size, 1)));
        Assert.InRange(highest - before, 0, limit + (2 * SendBuffer) + small + (64 * MegaByte));
        // A network that keeps up may have taken all of a limit that the buffer has room for.
        Assert.True(full > 0 || limit < SendBuffer, "The sender's buffer was never full.");

        Wait.Until(() => pair.Receiver.State == DataChannelState.Closed, "the receiver told", () => deaf.Poll());
        Assert.Equal(RtcErrorType.ResourceExhausted, Assert.IsType<WebRtcException>(pair.Receiver.Error).ErrorType);
        Assert.Equal(waiting, TakeAll(pair.Receiver));
        pair.Check();
    }

    /// <summary>The sender's side of it, for messages without content.</summary>
    [Fact]
    public void EmptyMessages_FasterThanTheNetwork_SendBufferFull()
    {
        var pair = Own(new DeafPair(Own(new EventQueue()), limit: long.MaxValue));
        var before = Footprint.Settled().Memory;

        // The system engine takes 15,000 a second.
        var count = NativeRuntime.IsSystemEngine ? 200_000 : 2_000_000;
        for (var i = 0; i < count; i++)
        {
            while (pair.Sender.TrySend([]) == SendResult.BufferFull)
                Wait.Frame();
        }
        var growth = Footprint.ResidentBytes() - before;
        output.WriteLine($"{growth / 1e6:F1} MB more; {pair.Receiver.AvailableMessageCount} received");

        Assert.InRange(growth - (pair.Receiver.AvailableMessageCount * 256L), long.MinValue, 100 * MegaByte);
    }

    /// <summary>Channels: each one that the peer opens and closes leaves events and an object, which wait for a poll; 1,024
    /// at most, further ones are closed.</summary>
    [Fact]
    public void Channels_NobodyPolls_BoundedAndGoneAfterPoll()
    {
        const long PerChannel = 16 * 1024;
        const int Most = 1024;
        var deaf = Own(new EventQueue());
        var pair = Own(new DeafPair(deaf, limit: MegaByte));
        var received = 0;
        pair.B.DataChannelReceived += (_, _) => received++;
        var before = Footprint.Settled().Memory;

        var opened = OpenAndClose(pair, Torture.Times(2000));
        var after = Footprint.Settled().Memory;
        var alive = NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_DATA_CHANNEL);
        output.WriteLine($"{opened} channels opened and closed by the peer: {(after - before) / opened} bytes each, {alive} alive");
        Assert.InRange((after - before) / opened, long.MinValue, PerChannel);

        Assert.True(opened > Most);
        Wait.Until(() => received >= Most, () => $"{Most} channels, not {received}", () => deaf.Poll());
        Assert.Equal(Most, received);
        Wait.Until(() => LiveChannels() <= 4, () => $"closed channels gone, not {LiveChannels()}", () =>
        {
            deaf.Poll();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
        pair.Check();
    }

    /// <summary>Candidates: as many answers wait as the application has asked for.</summary>
    [Fact]
    public void Candidates_NobodyPolls_GrowByLittleAndAllEnd()
    {
        const long PerCandidate = 4 * 1024;
        var deaf = Own(new EventQueue());
        var pair = Own(new DeafPair(deaf, limit: MegaByte));
        var count = Torture.Times(5000);
        var before = Footprint.Settled().Memory;

        // All refused, for a transport that there is not: the answers carry a text each.
        var candidate = new IceCandidate("candidate:1 1 udp 2122260223 127.0.0.1 9 typ host generation 0", "no such transport", null);
        var tasks = Enumerable.Range(0, count).Select(_ => pair.B.AddIceCandidateAsync(candidate)).ToList();
        Wait.Frame();
        var after = Footprint.Settled().Memory;
        output.WriteLine($"{count} candidates: {(after - before) / count} bytes each");
        Assert.InRange((after - before) / count, long.MinValue, PerCandidate);
        Assert.DoesNotContain(tasks, task => task.IsCompleted);

        Wait.Until(() => tasks.TrueForAll(task => task.IsCompleted), "all answered", () => deaf.Poll());
        Assert.All(tasks, task => Assert.IsAssignableFrom<Exception>(task.Exception?.InnerException));
        pair.Check();
    }

    private static int OpenAndClose(DeafPair pair, int count)
    {
        const int AtOnce = 100;
        var opened = 0;
        while (opened < count)
        {
            var channels = Enumerable.Range(0, AtOnce).Select(_ => pair.A.CreateDataChannel("one of many")).ToList();
            Wait.Until(() => channels.TrueForAll(channel => channel.State != DataChannelState.Connecting), "open");
            channels.ForEach(channel => channel.TrySend("readable"));
            channels.ForEach(channel => channel.Close());
            Wait.Until(() => channels.TrueForAll(channel => channel.State == DataChannelState.Closed), "closed");
            opened += AtOnce;
        }
        return opened;
    }

    private static int LiveChannels() => NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_DATA_CHANNEL);

    private static int TakeAll(DataChannel channel)
    {
        var buffer = new byte[64 * 1024];
        var count = 0;
        while (channel.Take(buffer) != null)
            count++;
        return count;
    }
}
