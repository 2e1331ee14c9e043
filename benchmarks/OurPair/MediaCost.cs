using System.Diagnostics;
using System.Text;
using WebRtcNative;

namespace OurPair;

/// <summary>What connections cost that have data channels only, if they may have audio and video too (<see cref="PeerConnectionOptions.Media"/>),
/// and if they may not.</summary>
internal static class MediaCost
{
    private const int Created = 500;

    public static async Task RunAsync(bool media, int count)
    {
        var options = ManyPairs.Options with { Media = media };
        (await AwaitedPair.OpenAsync(options)).Dispose(); // what is made once
        SetupTimes.AwaitEnd();
        var figures = new Figures();
        var times = new List<long>(count);
        for (var i = 0; i < count; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            using (await AwaitedPair.OpenAsync(options))
                times.Add(Nanoseconds(begin));
            SetupTimes.AwaitEnd();
        }
        SetupTimes.AddTo(figures, times);
        await CreateAsync(options, figures);
        figures.Print("media-cost", 0);
    }

    /// <summary>Connections that were created and nothing else.</summary>
    private static async Task CreateAsync(PeerConnectionOptions options, Figures figures)
    {
        var connections = new List<PeerConnection>(Created);
        var times = new List<long>(Created);
        var memory = Idle.Memory();
        while (connections.Count < Created)
        {
            var begin = Stopwatch.GetTimestamp();
            connections.Add(new PeerConnection(options));
            times.Add(Nanoseconds(begin));
        }
        times.Sort();
        figures["create_us"] = Figures.Percentile(times, 0.5) / 1e3;
        figures["kb_per_connection"] = (Idle.Memory() - memory) / 1e3 / Created;
        figures["threads"] = Idle.Threads();
        connections[0].CreateDataChannel("channel").Dispose();
        figures["sdp_bytes"] = Encoding.UTF8.GetByteCount((await connections[0].CreateOfferAsync()).Sdp);
        connections.ForEach(connection => connection.Dispose());
    }

    private static long Nanoseconds(long begin) => Stopwatch.GetElapsedTime(begin).Ticks * TimeSpan.NanosecondsPerTick;
}
