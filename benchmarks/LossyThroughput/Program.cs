using System.Globalization;
using LossyThroughput;

// What a reliable ordered channel carries through a network with delay and loss, beside what the same engine carries without
// managed code. Arguments: rounds (5), seconds of each measurement (5).
if (args is ["peers", _, _])
{
    await ManagedPeers.RunAsync(Number(1), Number(2));
    return 0;
}

if (!File.Exists(Contender.CeilingProgram))
{
    Console.Error.WriteLine($"Not built: {Contender.CeilingProgram}. ./build.sh --target=Native makes it.");
    return 1;
}

var rounds = args.Length > 0 ? Number(0) : 5;
var seconds = args.Length > 1 ? Number(1) : 5;
var managed = Contender.Managed;
var ceiling = Contender.Ceiling;

Console.WriteLine($"Megabytes per second, median of {rounds} rounds of {seconds} s; loss in each direction.");
Console.WriteLine($"{"RTT",6} {"loss",6} {"managed",9} {"ceiling",9} {"ratio",6}");
foreach (var roundTrip in new[] { 0, 20, 50 })
{
    foreach (var percent in new[] { 0, 1, 5 })
    {
        var network = new Network(TimeSpan.FromMilliseconds(roundTrip), percent / 100.0);
        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            // In turn, so that what else the machine does hits both.
            ours.Add(managed.Measure(network, round, seconds));
            theirs.Add(ceiling.Measure(network, round, seconds));
        }
        var (a, b) = (Median(ours), Median(theirs));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{roundTrip,3} ms {percent,4} % {a,9:F2} {b,9:F2} {a / b,6:F2}"));
    }
}

return 0;

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);

static double Median(List<double> values)
{
    values.Sort();
    return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
}
