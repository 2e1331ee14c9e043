using System.Diagnostics;
using System.Globalization;
using WebRtcNative;
using WebRtcNative.InteropTests.Networks.Relay;

namespace LossyThroughput;

/// <summary>Two connections of the library, with the relay in the program that started this one.</summary>
internal static class ManagedPeers
{
    private const int MessageSize = 16384;

    private static readonly Lock s_console = new();

    public static async Task RunAsync(int warmUpSeconds, int seconds)
    {
        using var a = new PeerConnection();
        using var b = new PeerConnection();
        a.IceCandidateGathered += (_, candidate) => Tell(b, "A", candidate);
        b.IceCandidateGathered += (_, candidate) => Tell(a, "B", candidate);
        var options = new DataChannelOptions { Negotiated = true, Id = 0 };
        var from = a.CreateDataChannel("channel", options);
        var to = b.CreateDataChannel("channel", options);
        await NegotiateAsync(a, b);

        using var end = new CancellationTokenSource();
        var sending = Task.Run(() => SendAsync(from, end.Token));
        await to.ReceiveAsync(new byte[MessageSize]);
        await ReceiveAsync(to, warmUpSeconds);
        var watch = Stopwatch.StartNew();
        var bytes = await ReceiveAsync(to, seconds);
        lock (s_console)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"mb_per_s\": {bytes / watch.Elapsed.TotalSeconds / 1e6}}}"));
        await end.CancelAsync();
        await sending;
    }

    private static async Task NegotiateAsync(PeerConnection a, PeerConnection b)
    {
        var offer = await a.CreateOfferAsync();
        var offered = b.SetRemoteDescriptionAsync(offer);
        await a.SetLocalDescriptionAsync(offer);
        await offered;
        var answer = await b.CreateAnswerAsync();
        var answered = a.SetRemoteDescriptionAsync(answer);
        await b.SetLocalDescriptionAsync(answer);
        await answered;
    }

    private static void Tell(PeerConnection other, string side, IceCandidate candidate)
    {
        if (!MappedCandidate.IsServed(candidate))
            return;
        lock (s_console)
        {
            Console.WriteLine($"{side} {candidate.Port}");
            var port = int.Parse(Console.ReadLine()!, CultureInfo.InvariantCulture);
            _ = other.AddIceCandidateAsync(MappedCandidate.WithPort(candidate, port));
        }
    }

    private static async Task SendAsync(DataChannel channel, CancellationToken end)
    {
        var message = new byte[MessageSize];
        try
        {
            while (true)
                await channel.SendAsync(message, end);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Bytes that come within the time.</summary>
    private static async Task<long> ReceiveAsync(DataChannel channel, int seconds)
    {
        var buffer = new byte[MessageSize];
        var bytes = 0L;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds && await channel.ReceiveAsync(buffer) is { } message)
            bytes += message.Length;
        return bytes;
    }
}
