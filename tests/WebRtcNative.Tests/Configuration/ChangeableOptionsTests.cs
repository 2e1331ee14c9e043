using System.Reflection;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Configuration;

/// <summary>What setConfiguration may change: of every option that there is, in whatever type it has.</summary>
public sealed class ChangeableOptionsTests : NativeTest
{
    private static readonly string[] s_changeable =
    [
        nameof(PeerConnectionOptions.IceServers), nameof(PeerConnectionOptions.IceTransportPolicy), nameof(PeerConnectionOptions.IceCandidatePoolSize),
        nameof(PeerConnectionOptions.ClosingTimeout),
        nameof(IceTimingOptions.UnwritableTimeout), nameof(IceTimingOptions.UnwritableMinChecks), nameof(IceTimingOptions.InactiveTimeout),
        nameof(IceTimingOptions.CheckIntervalStrong), nameof(IceTimingOptions.CheckIntervalWeak), nameof(IceTimingOptions.CheckMinInterval),
        nameof(IceTimingOptions.StablePingInterval),
    ];

    private static readonly RtcCertificate s_certificate = RtcCertificate.Generate();

    // Each of them stays right when it is one more.
    private static readonly PeerConnectionOptions s_before = new()
    {
        MinPort = 5000,
        MaxPort = 5100,
        Certificates = [s_certificate],
        ConnectTimeout = TimeSpan.FromMinutes(1),
        IceTiming = new IceTimingOptions
        {
            ReceivingTimeout = TimeSpan.FromMilliseconds(2500),
            UnwritableTimeout = TimeSpan.FromSeconds(5),
            UnwritableMinChecks = 5,
            InactiveTimeout = TimeSpan.FromSeconds(15),
            CheckIntervalStrong = TimeSpan.FromMilliseconds(480),
            CheckIntervalWeak = TimeSpan.FromMilliseconds(48),
            CheckMinInterval = TimeSpan.FromMilliseconds(10),
            BackupPairPingInterval = TimeSpan.FromSeconds(25),
            StablePingInterval = TimeSpan.FromMilliseconds(2500),
        },
    };

    public static TheoryData<string> Names =>
    [
        .. typeof(PeerConnectionOptions).GetProperties().Select(property => property.Name).Except([nameof(PeerConnectionOptions.IceTiming)]),
        .. typeof(IceTimingOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name),
    ];

    [NotInWineTheory(Wine.CreatesNoKeys)]
    [MemberData(nameof(Names))]
    public void SetConfiguration_OneOptionChanged_TakenOrNamed(string name)
    {
        var connection = Own(new PeerConnection(s_before));
        var changed = WithOther(name);

        if (s_changeable.Contains(name))
        {
            connection.SetConfiguration(changed);
            Assert.Same(changed, connection.GetConfiguration());
            return;
        }
        var error = Assert.Throws<WebRtcException>(() => connection.SetConfiguration(changed));
        Assert.Equal(RtcErrorType.InvalidModification, error.ErrorType);
        Assert.StartsWith($"{name} cannot be changed", error.Message, StringComparison.Ordinal);
        Assert.Same(s_before, connection.GetConfiguration());
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void SetConfiguration_SameAgain_Taken()
    {
        var connection = Own(new PeerConnection(s_before));
        var same = s_before with { Certificates = [s_certificate], IceTiming = s_before.IceTiming with { } };

        connection.SetConfiguration(same);

        Assert.Same(same, connection.GetConfiguration());
    }

    private static PeerConnectionOptions WithOther(string name)
    {
        var options = s_before with { IceTiming = s_before.IceTiming with { } };
        var property = typeof(PeerConnectionOptions).GetProperty(name);
        if (property != null)
            property.SetValue(options, Other(property, options));
        else
            typeof(IceTimingOptions).GetProperty(name)!.SetValue(options.IceTiming, Other(typeof(IceTimingOptions).GetProperty(name)!, options.IceTiming));
        return options;
    }

    private static object Other(PropertyInfo property, object owner) => property.GetValue(owner) switch
    {
        bool value => !value,
        int value => value + 1,
        long value => value + 1,
        Enum value => Enum.ToObject(value.GetType(), Convert.ToInt32(value) + 1),
        IReadOnlyList<IceServer> => new[] { new IceServer("stun:127.0.0.1:3478") },
        IReadOnlyList<RtcCertificate> => new[] { RtcCertificate.Generate() },
        TimeSpan value => value + TimeSpan.FromMilliseconds(1),
        var value => throw new NotSupportedException($"{property.Name} is {value}."),
    };
}
