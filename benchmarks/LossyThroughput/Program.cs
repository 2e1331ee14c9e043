using System.Globalization;
using LossyThroughput;

// Throughput of a reliable ordered channel through a network with delay and loss, beside the same engine without managed code,
// and beside other libraries. Arguments: rounds (5), seconds of each measurement (5), round trips in milliseconds (all).
if (args is ["peers", _, _])
{
    await ManagedPeers.RunAsync(Number(args[1]), Number(args[2]));
    return;
}

var rounds = args.Length > 0 ? Number(args[0]) : 5;
var seconds = args.Length > 1 ? Number(args[1]) : 5;
int[] roundTrips = args.Length > 2 ? [.. args.Skip(2).Select(Number)] : [0, 1, 20, 50, 100, 200];
List<Contender> contenders = [Contender.Managed, Contender.Ceiling, .. Contender.Peers];

Console.WriteLine($"MB/s, median of {rounds} rounds of {seconds} s; loss in each direction.");
Console.WriteLine();
Row(["round trip", "loss", .. contenders.Select(contender => contender.Name)]);
Row(Enumerable.Repeat("---:", contenders.Count + 2));
foreach (var roundTrip in roundTrips)
{
    foreach (var percent in new[] { 0, 0.1, 1, 5 })
    {
        var network = new Network(TimeSpan.FromMilliseconds(roundTrip), percent / 100);
        var results = contenders.ToDictionary(contender => contender, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            // In turn, so that what else the machine does hits all.
            foreach (var contender in contenders)
            {
                if (contender.Measure(network, round, seconds) is { } figure)
                    results[contender].Add(figure);
            }
        }
        Row([$"{roundTrip} ms", Text(percent, "0.#") + " %", .. contenders.Select(contender => Median(results[contender]))]);
    }
}

static void Row(IEnumerable<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

static string Median(List<double> values)
{
    if (values.Count == 0)
        return "-";
    values.Sort();
    var median = (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    return Text(median, median < 10 ? "F2" : "F1");
}
