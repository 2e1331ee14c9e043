using System.Globalization;
using OurPair;

// A pair of connections of the library in one process. The command line that all programs of the benchmarks have:
//   polled|awaited throughput <bytes> <seconds> | latency <bytes> <count> | setup <count>
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
    default:
        await Console.Error.WriteLineAsync(
            "OurPair polled|awaited throughput <bytes> <seconds> | latency <bytes> <count> | setup <count>");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
