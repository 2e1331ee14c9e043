using System.Runtime.CompilerServices;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>A channel without references that can still raise events is not collected.</summary>
public sealed class DataChannelGCPage : ConformanceTest
{
    private const string Page = "RTCDataChannel-GC.html";

    [Wpt(Page, "an unreferenced channel still tells that the remote connection is closed")]
    public void Collect_RemoteCloses_Told()
    {
        var closed = new TaskCompletionSource();
        var remote = Connect(closed);
        Collect();
        Assert.False(closed.Task.IsCompleted);

        remote.Close();

        Wait.Until(() => closed.Task.IsCompleted, "closed");
        Assert.True(closed.Task.IsCompletedSuccessfully);
    }

    [Wpt(Page, "while the remote connection is open, the channel stays")]
    public async Task Collect_RemoteStaysOpen_ChannelStays()
    {
        var closed = new TaskCompletionSource();
        var remote = Connect(closed);

        for (var i = 0; i < 3; i++)
        {
            Collect();
            await SettleAsync(remote);
        }

        Assert.False(closed.Task.IsCompleted);
        Assert.Equal(PeerConnectionState.Connected, remote.ConnectionState);
    }

    /// <summary>Only the remote connection is returned, which the test owns; the other one closes itself when its channel
    /// is closed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private PeerConnection Connect(TaskCompletionSource closed)
    {
        var pair = new CorePair();
        var (a, _) = pair.Open();
        a.StateChanged += (sender, state) =>
        {
            if (state != DataChannelState.Closed)
                return;
            ((DataChannel)sender!).Connection.Dispose();
            closed.SetResult();
        };
        return Own(pair.B);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
