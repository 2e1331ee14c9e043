using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>Sending functions that return tasks.</summary>
public sealed class NegotiatorSendingTests : NativeTest
{
    [Fact]
    public async Task New_AnyFormOfLambda_TakesTheFormWhoseTaskIsAwaited()
    {
        var connection = Own(new PeerConnection(queue: Own(new EventQueue())));
        var channel = System.Threading.Channels.Channel.CreateUnbounded<string>();

        // Compiled is all that is asked of the first two.
        using var first = new Negotiator(connection, true, async message => await channel.Writer.WriteAsync(message));
        using var second = new Negotiator(connection, true, message => channel.Writer.WriteAsync(message));
        using var third = new Negotiator(connection, true, message => Task.CompletedTask);
        using var fourth = new Negotiator(connection, true, message => { });
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Send_TasksThatEndLater_KeepsTheOrder(bool isPolled)
    {
        var queue = isPolled ? Own(new EventQueue()) : null;
        var under = 0;
        var most = 0;
        var sent = new ConcurrentQueue<string>();
        var waiting = new ConcurrentQueue<TaskCompletionSource>();
        var connection = Own(new PeerConnection(queue: queue));
        using var negotiator = new Negotiator(connection, false, async message =>
        {
            sent.Enqueue(message);
            most = Math.Max(most, Interlocked.Increment(ref under));
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(end);
            await end.Task;
            Interlocked.Decrement(ref under);
        });
        var candidates = new ConcurrentQueue<string>();
        connection.IceCandidateGathered += (_, candidate) => candidates.Enqueue(candidate.Candidate);
        connection.CreateDataChannel("channel");

        Wait.Until(
            () => connection.IceGatheringState == IceGatheringState.Complete && sent.Count == candidates.Count + 1, "all sent",
            () =>
            {
                queue?.Poll();
                if (waiting.TryDequeue(out var end))
                    end.SetResult();
            });

        Assert.Equal(1, most);
        Assert.StartsWith("""{"description""", sent.First(), StringComparison.Ordinal);
        Assert.Equal(candidates, sent.Skip(1).Select(message => System.Text.Json.JsonDocument.Parse(message).RootElement
            .GetProperty("candidate").GetProperty("candidate").GetString()!));
    }

    [Fact]
    public void Send_TaskFailsOrIsCancelled_IsAnErrorAndTheNextIsSent()
    {
        var queue = Own(new EventQueue());
        var connection = Own(new PeerConnection(queue: queue));
        var sent = 0;
        var errors = new List<Exception>();
        using var negotiator = new Negotiator(connection, false, async message =>
        {
            await Task.Yield();
            switch (Interlocked.Increment(ref sent))
            {
                case 1:
                    throw new IOException("no signaling");
                case 2:
                    throw new OperationCanceledException();
            }
        });
        negotiator.ErrorOccurred += (_, error) => errors.Add(error);
        connection.CreateDataChannel("channel");

        Wait.Until(() => sent > 2 && errors.Count == 2, "errors", () => queue.Poll());

        Assert.IsType<IOException>(errors[0]);
        Assert.IsAssignableFrom<OperationCanceledException>(errors[1]);
    }

    [Fact]
    public void Send_TaskNeverEnds_DisposeAndCloseDoNotWait()
    {
        var connection = new PeerConnection();
        var isCalled = false;
        var never = new TaskCompletionSource();
        var negotiator = new Negotiator(connection, false, _ =>
        {
            Volatile.Write(ref isCalled, true);
            return never.Task;
        });
        connection.CreateDataChannel("channel");
        Wait.Until(() => Volatile.Read(ref isCalled), "the call");

        negotiator.Dispose();
        connection.Dispose();
        never.SetException(new IOException("too late"));
    }
}
