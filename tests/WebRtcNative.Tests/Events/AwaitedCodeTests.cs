using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>Code after an await of a message or of room to send may do anything, and delays no other connection.</summary>
/// <remarks>Task.Run, so that it does not run on xunit's context instead.</remarks>
[SuppressMessage("Reliability", "CA2012", Justification = "Continuations without an await are among what is tested.")]
[SuppressMessage("Usage", "xUnit1031", Justification = "The same: what is asked for has come.")]
public sealed class AwaitedCodeTests : NativeTest
{
    [Fact]
    public async Task ReceiveAsync_WhatFollowsBlocks_OtherConnectionsGoOn()
    {
        const int Count = 8;
        var channels = Enumerable.Range(0, Count).Select(_ => Own(new CorePair()).Open()).ToList();
        using var allCame = new CountdownEvent(Count);
        async Task Block(DataChannel channel)
        {
            await channel.ReceiveAsync();
            allCame.Signal();
            Assert.True(allCame.Wait(Wait.Deadline), "One that blocks kept another waiting.");
        }

        for (var round = 0; round < 3; round++)
        {
            allCame.Reset();
            var blocking = channels.Select(channel => Task.Run(() => Block(channel.B))).ToList();
            channels.ForEach(channel => channel.A.Send("block"));
            await Task.WhenAll(blocking).WaitAsync(Wait.Deadline);
        }
    }

    [Fact]
    public async Task ReceiveAsync_WhatFollowsWaitsForItsOwnConnection_GoesOn()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        async Task<string> AskAsync()
        {
            await b.ReceiveAsync();
            b.Send("question");
            // Never to be written in this way; but neither is it to hang.
            return b.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline).GetAwaiter().GetResult()!.Text;
        }

        var asking = Task.Run(AskAsync);
        a.Send("begin");
        await a.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline);
        a.Send("answer");

        Assert.Equal("answer", await asking.WaitAsync(Wait.Deadline));
    }

    [Fact]
    public async Task SendAsync_WhatFollowsBlocks_TheReceiverGoesOn()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        using var received = new ManualResetEventSlim();
        var message = new byte[64 * 1024];
        const int Count = 100; // several times what SendAsync waits at
        async Task SendAllAsync()
        {
            for (var i = 0; i < Count; i++)
                await a.SendAsync(message);
            Assert.True(received.Wait(Wait.Deadline), "The receiver stood still.");
        }
        async Task ReceiveAllAsync()
        {
            var buffer = new byte[message.Length];
            for (var i = 0; i < Count; i++)
                await b.ReceiveAsync(buffer);
            received.Set();
        }

        await Task.WhenAll(Task.Run(SendAllAsync), Task.Run(ReceiveAllAsync)).WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task ReceiveAsync_ContinuationLeavesContext_NotFoundByTheNext()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var local = new AsyncLocal<string>();
        for (var i = 0; i < 100; i++)
        {
            var seen = new TaskCompletionSource<(string?, SynchronizationContext?)>(TaskCreationOptions.RunContinuationsAsynchronously);
            var receiving = Receive(b);
            receiving.UnsafeOnCompleted(() =>
            {
                seen.SetResult((local.Value, SynchronizationContext.Current));
                local.Value = "left behind";
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            });
            a.Send("message");

            Assert.Equal((null, null), await seen.Task.WaitAsync(Wait.Deadline));
            receiving.GetResult();
        }
    }

    [Fact]
    public void ReceiveAsync_WhatFollowsDisposesTheQueue_Ends()
    {
        var queue = new EventQueue(new SynchronizationContext());
        var pair = Own(new CorePair(byItself: queue));
        var (a, b) = pair.Open();
        async Task DisposeAsync()
        {
            await b.ReceiveAsync();
            queue.Dispose();
        }

        var disposing = Task.Run(DisposeAsync);
        a.Send("the end");

        pair.Finish(disposing);
        Assert.Equal(PeerConnectionState.Closed, pair.A.ConnectionState);
    }

    private static ConfiguredValueTaskAwaitable<DataChannelMessage?>.ConfiguredValueTaskAwaiter Receive(DataChannel channel) =>
        channel.ReceiveAsync().ConfigureAwait(false).GetAwaiter();
}
