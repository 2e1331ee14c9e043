using System.Globalization;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Support;

/// <summary>How long and with which luck. <c>WEBRTCNATIVE_TORTURE</c> is a factor on all counts and durations, 1 by
/// default; <c>WEBRTCNATIVE_TORTURE_SEED</c> repeats the decisions of a run that printed its seed.</summary>
internal static class Torture
{
    public static double Factor { get; } = Read("WEBRTCNATIVE_TORTURE") ?? 1;

    public static int Times(int count) => Math.Max(1, (int)(count * Factor));

    public static int Seed(ITestOutputHelper output)
    {
        var seed = (int?)Read("WEBRTCNATIVE_TORTURE_SEED") ?? Environment.TickCount & int.MaxValue;
        output.WriteLine($"WEBRTCNATIVE_TORTURE_SEED={seed} WEBRTCNATIVE_TORTURE={Factor}");
        return seed;
    }

    private static double? Read(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : null;
}
