using System.Diagnostics;
using System.Globalization;
using WebRtcNative;
using WebRtcNative.TestPeer;

namespace OurPair;

/// <summary>The process that is measured from outside: it answers on one channel and fills another, and makes garbage
/// meanwhile or does not.</summary>
internal static class GarbageApplication
{
    public const string Echo = "echo";
    public const string Stream = "stream";

    public static async Task RunAsync(bool makesGarbage)
    {
        if (makesGarbage)
            new Garbage().Start();
        using var connection = new PeerConnection();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.DataChannelReceived += (_, channel) => _ = Task.Run(async () =>
        {
            if (channel.Label == Echo)
                await EchoAsync(channel);
            else
                await StreamAsync(channel);
        });
        connection.ConnectionStateChanged += (_, state) =>
        {
            if (state >= PeerConnectionState.Disconnected)
                ended.TrySetResult();
        };
        await Signaling.AnswerAsync(connection);
        await ended.Task;
    }

    private static async Task EchoAsync(DataChannel channel)
    {
        var buffer = new byte[channel.MaxMessageSize ?? ushort.MaxValue];
        while (await channel.ReceiveAsync(buffer) is { } message)
            await channel.SendAsync(buffer.AsMemory(0, message.Length));
    }

    // The first message says how long those shall be that go back. When the channel closes, so does the report.
    private static async Task StreamAsync(DataChannel channel)
    {
        var begin = Stopwatch.GetTimestamp();
        var (allocated, paused) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
        var length = new byte[sizeof(int)];
        if (await channel.ReceiveAsync(length) == null)
            return;
        var message = new byte[BitConverter.ToInt32(length)];
        try
        {
            while (true)
                await channel.SendAsync(message);
        }
        catch (InvalidOperationException)
        {
            // The other side has closed it.
        }
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Signaling.Write("application", string.Create(
            CultureInfo.InvariantCulture,
            $"{(GC.GetTotalAllocatedBytes() - allocated) / 1e9 / seconds} {100 * (GC.GetTotalPauseDuration() - paused).TotalSeconds / seconds}"));
    }
}
