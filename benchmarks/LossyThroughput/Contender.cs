using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using WebRtcNative.InteropTests.Networks.Relay;

namespace LossyThroughput;

/// <summary>A program with two peers in it, whose packets go through a relay in this one. It writes "A" or "B" and a port,
/// reads the port of the relay instead, and at last writes bytes and milliseconds.</summary>
internal sealed class Contender
{
    private const int WarmUpSeconds = 2;

    private readonly string _program;
    private readonly string[] _arguments;

    private Contender(string program, params string[] arguments)
    {
        _program = program;
        _arguments = arguments;
    }

    /// <summary>PeerConnection: this program again.</summary>
    public static Contender Managed { get; } = new("dotnet", typeof(Contender).Assembly.Location, "peers");

    /// <summary>The C interface, called from C.</summary>
    public static Contender Ceiling { get; } = new(CeilingProgram);

    public static string CeilingProgram => typeof(Contender).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "Ceiling").Value!;

    /// <summary>Megabytes per second.</summary>
    public double Measure(Network network, int seed, int seconds)
    {
        using var relay = new UdpRelay(new Impairment { Loss = network.Loss, OneWayDelay = network.RoundTrip / 2 }, seed);
        var arguments = _arguments.Concat([Text(WarmUpSeconds), Text(seconds)]);
        var start = new ProcessStartInfo(_program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        try
        {
            return Serve(process, relay);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private double Serve(Process process, UdpRelay relay)
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            if (words[0] is not ("A" or "B"))
                return Number(words[0]) / Number(words[1]) / 1000;
            var mapped = relay.Map(Enum.Parse<RelaySide>(words[0]), new IPEndPoint(IPAddress.Loopback, (int)Number(words[1])));
            process.StandardInput.WriteLine(Text(mapped.Port));
            process.StandardInput.Flush();
        }
        throw new InvalidOperationException($"{_program} has ended without a result.");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
