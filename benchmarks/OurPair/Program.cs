using System.Globalization;
using OurPair;

// A pair of connections of the library in one process. The command line that all benchmark programs have:
//   polled|awaited throughput <bytes> <seconds> | latency <bytes> <count> | setup <count>
// and the commands that only the library has:
//   calls <count> <seconds> | polled|awaited video <seconds> | [at-once] encoded <bytes> <seconds> | forward <viewers> <seconds> (the ceiling has
//   these too) | added <count> | ways <count> | media-cost true|false <setups> | idle <count> | busy <pairs> <bytes> <seconds> [<idle> [<network threads>]] |
//   garbage <bytes> <seconds>
var warmUp = TimeSpan.FromSeconds(0.5);
var isPolled = args is ["polled", ..];
switch (args)
{
    case ["polled" or "awaited", "throughput", var bytes, var seconds]:
        if (isPolled)
            Polled.Throughput(Number(bytes), warmUp, TimeSpan.FromSeconds(Number(seconds)));
        else
            await Awaited.ThroughputAsync(Number(bytes), warmUp, TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["polled" or "awaited", "latency", var bytes, var count]:
        if (isPolled)
            Polled.Latency(Number(bytes), Number(count));
        else
            await Awaited.LatencyAsync(Number(bytes), Number(count));
        return 0;
    case ["polled" or "awaited", "setup", var count]:
        if (isPolled)
            Polled.Setup(Number(count));
        else
            await Awaited.SetupAsync(Number(count));
        return 0;
    case ["calls", var count, var seconds]:
        await Calls.RunAsync(Number(count), TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["polled" or "awaited", "video", var seconds]:
        await VideoCall.RunAsync(isPolled, TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["encoded", var bytes, var seconds]:
        await EncodedCalls.RunAsync(Number(bytes), TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["at-once", "encoded", var bytes, var seconds]:
        await EncodedCalls.RunAsync(Number(bytes), TimeSpan.FromSeconds(Number(seconds)), new() { PlayoutDelay = TimeSpan.Zero });
        return 0;
    case ["forward", var viewers, var seconds]:
        await EncodedCalls.ForwardAsync(Number(viewers), TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["added", var count]:
        AddedLatency.Run(Number(count));
        return 0;
    case ["ways", var count]:
        await Ways.RunAsync(Number(count));
        return 0;
    case ["media-cost", "true" or "false", var count]:
        await MediaCost.RunAsync(args[1] == "true", Number(count));
        return 0;
    case ["idle", var count]:
        await Idle.RunAsync(Number(count));
        return 0;
    case ["busy", var pairs, var bytes, var seconds, .. var idle]:
        await Busy.RunAsync(
            Number(pairs), Number(bytes), warmUp, TimeSpan.FromSeconds(Number(seconds)), idle.Length > 0 ? Number(idle[0]) : 0,
            idle.Length > 1 ? Number(idle[1]) : 1);
        return 0;
    case ["garbage", var bytes, var seconds]:
        await GarbageMeasurement.RunAsync(Number(bytes), warmUp, TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["garbage-application", var makesGarbage]: // the other process of "garbage"
        await GarbageApplication.RunAsync(bool.Parse(makesGarbage));
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "OurPair polled|awaited throughput <bytes> <seconds> | latency <bytes> <count> | setup <count> | video <seconds>\n"
                + "OurPair encoded <bytes> <seconds> | forward <viewers> <seconds> | added <count> | ways <count>\n"
                + "OurPair calls <count> <seconds> | media-cost true|false <setups> | idle <count> | busy <pairs> <bytes> <seconds> [<idle> [<network threads>]] | garbage <bytes> <seconds>");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
