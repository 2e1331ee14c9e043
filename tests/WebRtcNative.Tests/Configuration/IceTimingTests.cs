using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Configuration;

/// <summary>Options of ICE's timing that bound each other, and the ready-made ones.</summary>
public sealed class IceTimingTests : NativeTest
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1);

    /// <summary>A timing, the option that the error is about, the other one, and both values as the message has them.</summary>
    public static TheoryData<IceTimingOptions, string, string, string, string> Contradictions => new()
    {
        { new() { CheckIntervalWeak = s_long }, "CheckIntervalWeak", "CheckIntervalStrong", "3600000 ms)", "480 ms, the default)" },
        { new() { CheckIntervalStrong = s_short }, "CheckIntervalStrong", "CheckIntervalWeak", "2 ms)", "48 ms, the default)" },
        { new() { CheckIntervalStrong = s_long }, "CheckIntervalStrong", "ReceivingTimeout", "3600000 ms)", "2500 ms, the default)" },
        { new() { ReceivingTimeout = s_short }, "ReceivingTimeout", "CheckIntervalStrong", "2 ms)", "480 ms, the default)" },
        { new() { CheckMinInterval = s_long }, "CheckMinInterval", "ReceivingTimeout", "3600000 ms)", "2500 ms, the default)" },
        { new() { BackupPairPingInterval = s_short }, "BackupPairPingInterval", "CheckIntervalStrong", "2 ms)", "480 ms, the default)" },
        { new() { StablePingInterval = s_short }, "StablePingInterval", "CheckIntervalStrong", "2 ms)", "480 ms, the default)" },
        { new() { UnwritableTimeout = s_long }, "UnwritableTimeout", "InactiveTimeout", "3600000 ms)", "15000 ms, the default)" },
        { new() { InactiveTimeout = s_short }, "InactiveTimeout", "UnwritableTimeout", "2 ms)", "5000 ms, the default)" },
        { new() { UnwritableTimeout = s_long, InactiveTimeout = s_short }, "UnwritableTimeout", "InactiveTimeout", "3600000 ms)", "2 ms)" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void New_Contradiction_NamesBoth(IceTimingOptions timing, string option, string other, string value, string otherValue)
    {
        var options = new PeerConnectionOptions { IceTiming = timing };

        var error = Assert.Throws<ArgumentException>(() => new PeerConnection(options));

        Assert.Equal(option, error.ParamName);
        Assert.Contains($"{option} ({value}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{other} ({otherValue}", error.Message, StringComparison.Ordinal);
        var connection = Own(new PeerConnection());
        Assert.Equal(option, Assert.Throws<ArgumentException>(() => connection.SetConfiguration(options)).ParamName);
    }

    /// <summary>Every pair of options, one short and one long or both equal: what is refused here is what the engine refuses.</summary>
    [Fact]
    public void Validate_EveryPair_AgreesWithTheEngine()
    {
        var queue = new NativeQueue();
        var options = typeof(IceTimingOptions).GetProperties().Where(property => property.PropertyType == typeof(TimeSpan?)).ToList();
        var tag = 1_000_000L;
        foreach (var (one, other) in options.SelectMany(one => options.Select(other => (one, other))))
        {
            foreach (var (a, b) in new[] { (1, 1), (1, 300), (300, 1), (300, 300), (1, 9000), (9000, 1), (9000, 9000), (9000, 20_000), (20_000, 9000) })
            {
                var timing = new IceTimingOptions();
                one.SetValue(timing, (TimeSpan?)TimeSpan.FromMilliseconds(a));
                other.SetValue(timing, (TimeSpan?)TimeSpan.FromMilliseconds(b));
                var refusal = Record.Exception(timing.Validate);
                var engine = Record.Exception(() => new NativePeerConnection(
                    PeerConnectionFactory.Default.NextRuntime(), queue, tag++, new PeerConnectionOptions { IceTiming = timing }).Dispose());
                Assert.True(
                    (refusal == null) == (engine == null),
                    $"{one.Name} {a} ms, {other.Name} {b} ms: {refusal?.Message ?? "taken"}, the engine: {engine?.Message ?? "taken"}");
            }
        }
        queue.Dispose();
    }

    public static TheoryData<string> Presets => [nameof(IceTimingOptions.Games), nameof(IceTimingOptions.MobileNetworks)];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Preset_NewAndChanged_Connects(string name)
    {
        var timing = Preset(name);
        Assert.Same(timing, Preset(name));

        var pair = Own(new CorePair(options: new PeerConnectionOptions { IceTiming = timing }));
        pair.Open();

        pair.A.SetConfiguration(new PeerConnectionOptions { IceTiming = timing with { UnwritableMinChecks = 7 } });
        Assert.Equal(7, pair.A.GetConfiguration().IceTiming.UnwritableMinChecks);
        Assert.Null(timing.UnwritableMinChecks);
    }

    private static IceTimingOptions Preset(string name) =>
        (IceTimingOptions)typeof(IceTimingOptions).GetProperty(name)!.GetValue(null)!;
}
