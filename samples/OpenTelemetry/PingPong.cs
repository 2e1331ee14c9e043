using WebRtcNative;

namespace OpenTelemetrySample;

/// <summary>One peer sends, the other sends back.</summary>
internal static class PingPong
{
    /// <summary>How many messages came back.</summary>
    public static async Task<int> RunAsync(PeerConnectionFactory factory, TimeSpan time)
    {
        using var alice = factory.CreatePeerConnection();
        using var bob = factory.CreatePeerConnection();
        _ = SendBackAsync(bob);
        using var ping = alice.CreateDataChannel("ping");
        await ConnectAsync(alice, bob);

        var end = DateTime.UtcNow + time;
        var answered = 0;
        var buffer = new byte[64];
        while (DateTime.UtcNow < end)
        {
            await ping.SendAsync("ping"u8.ToArray());
            if (await ping.ReceiveAsync(buffer) == null)
                break;
            answered++;
        }
        return answered;
    }

    private static async Task SendBackAsync(PeerConnection connection)
    {
        if (await connection.AcceptDataChannelAsync() is not { } channel)
            return;
        try
        {
            await foreach (var message in channel.ReadAllAsync())
                await channel.SendAsync(message.Data);
        }
        catch (InvalidOperationException)
        {
            // The channel was closed, or disposed, between the two: that is the end.
        }
    }

    /// <summary>Without trickling, to be short: each description is passed on when all candidates are in it.</summary>
    private static async Task ConnectAsync(PeerConnection alice, PeerConnection bob)
    {
        await SetGatheredAsync(alice);
        await bob.SetRemoteDescriptionAsync(alice.LocalDescription!);
        await SetGatheredAsync(bob);
        await alice.SetRemoteDescriptionAsync(bob.LocalDescription!);
    }

    private static async Task SetGatheredAsync(PeerConnection connection)
    {
        var gathered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.IceGatheringStateChanged += (_, state) =>
        {
            if (state == IceGatheringState.Complete)
                gathered.TrySetResult();
        };
        await connection.SetLocalDescriptionAsync();
        await gathered.Task;
    }
}
