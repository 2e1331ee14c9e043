using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebRtcNative.Hosting;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Hosting;

public sealed class ConfigurationTests : NativeTest
{
    [Fact]
    public void Read_AsPeopleWriteIt_IsBound()
    {
        const string json = """
            {
              "IceServers": [
                { "Urls": [ "stun:192.0.2.1:3478", "stun:192.0.2.2:3478" ] },
                {
                  "urls": "turn:192.0.2.3:3478", "username": "name", "credential": "secret",
                  "acceptAnyCertificate": true
                }
              ],
              "IceTransportPolicy": "relay", "BundlePolicy": "max-bundle",
              "IceCandidatePoolSize": 2, "MinPort": 50000, "MaxPort": 50100,
              "IncludeLoopback": false, "IncludeLinkLocal": "False", "IncludeIPv6": false, "IncludeTcp": false,
              "GatherContinually": true, "ReceiveLimit": 5000000000, "NetworkThreads": 3,
              "IceTiming": {
                "ReceivingTimeout": "00:00:01", "UnwritableTimeout": "00:00:02", "UnwritableMinChecks": 3,
                "InactiveTimeout": "00:00:04", "CheckIntervalStrong": "00:00:00.5", "CheckIntervalWeak": "00:00:00.06",
                "CheckMinInterval": "00:00:00.07", "BackupPairPingInterval": "00:00:08", "StablePingInterval": "00:00:09"
              }
            }
            """;

        var factory = BindFactory(json);
        var options = factory.PeerConnection;

        Assert.Equal(3, factory.NetworkThreads);
        Assert.Equal(["stun:192.0.2.1:3478", "stun:192.0.2.2:3478"], options.IceServers[0].Urls);
        Assert.Equal(["turn:192.0.2.3:3478"], options.IceServers[1].Urls);
        Assert.Equal(("name", "secret"), (options.IceServers[1].Username, options.IceServers[1].Credential));
        Assert.Equal([false, true], options.IceServers.Select(server => server.AcceptAnyCertificate));
        Assert.Equal((IceTransportPolicy.Relay, BundlePolicy.MaxBundle), (options.IceTransportPolicy, options.BundlePolicy));
        Assert.Equal((2, 50_000, 50_100), (options.IceCandidatePoolSize, options.MinPort, options.MaxPort));
        Assert.Equal((false, false), (options.IncludeLoopback, options.IncludeLinkLocal));
        Assert.Equal(TimeSpan.FromSeconds(0.06), options.IceTiming.CheckIntervalWeak);
        Assert.Equal(5_000_000_000, options.ReceiveLimit);
    }

    public static TheoryData<string> Options =>
    [
        .. typeof(PeerConnectionOptions).GetProperties().Select(property => property.Name)
            .Except([nameof(PeerConnectionOptions.IceServers), nameof(PeerConnectionOptions.IceTiming)])
            .Except([nameof(PeerConnectionOptions.Certificates)]), // which are set in code
        .. typeof(IceTimingOptions).GetProperties().Where(property => property.CanWrite).Select(property => $"{nameof(PeerConnectionOptions.IceTiming)}:{property.Name}"),
    ];

    /// <summary>An option of tomorrow is read as well, or fails here.</summary>
    [Theory]
    [MemberData(nameof(Options))]
    public void Read_EachOption_IsSet(string key)
    {
        var parts = key.Split(':');
        var type = parts.Length > 1 ? typeof(IceTimingOptions) : typeof(PeerConnectionOptions);
        var property = type.GetProperty(parts[^1])!;
        var other = Other(property);

        var options = Bind(new Dictionary<string, string?>
        {
            // So that no other is wrong because of the one.
            ["WebRtc:MaxPort"] = "60000",
            ["WebRtc:IceTiming:UnwritableTimeout"] = "00:00:00.1",
            ["WebRtc:IceTiming:CheckIntervalStrong"] = "00:00:00.4",
            [$"WebRtc:{key}"] = other,
        });

        var value = property.GetValue(parts.Length > 1 ? options.IceTiming : options);
        Assert.NotEqual(Default(property), value);
        Assert.Equal(other, Convert.ToString(value, CultureInfo.InvariantCulture)!.TrimEnd('0'), ignoreCase: true);
    }

    [Fact]
    public void Read_NoSection_LeavesDefaults() => Assert.Equal(new PeerConnectionOptions().MinPort, Bind("{}").MinPort);

    [Theory]
    [InlineData("""{ "MinPort": "many" }""", "WebRtc:MinPort is \"many\"")]
    [InlineData("""{ "MinPort": 99999999999 }""", "WebRtc:MinPort")]
    [InlineData("""{ "MinPort": { "a": 1 } }""", "WebRtc:MinPort is a section")]
    [InlineData("""{ "MinPort": 10, "MaxPort": 9 }""", "WebRtc:MinPort")]
    [InlineData("""{ "NetworkThreads": "many" }""", "WebRtc:NetworkThreads is \"many\"")]
    [InlineData("""{ "NetworkThreads": 0 }""", "WebRtc:NetworkThreads")]
    [InlineData("""{ "NetworkThreads": 257 }""", "WebRtc:NetworkThreads")]
    [InlineData("""{ "IncludeTcp": 1 }""", "WebRtc:IncludeTcp")]
    [InlineData("""{ "ReceiveLimit": 0 }""", "WebRtc:ReceiveLimit")]
    [InlineData("""{ "ClosingTimeout": "-00:00:01" }""", "WebRtc:ClosingTimeout")]
    [InlineData("""{ "IceCandidatePoolSize": 256 }""", "WebRtc:IceCandidatePoolSize")]
    [InlineData("""{ "IceTransportPolicy": "some" }""", "WebRtc:IceTransportPolicy")]
    [InlineData("""{ "IceTransportPolicy": 1 }""", "WebRtc:IceTransportPolicy")]
    [InlineData("""{ "IceServer": [] }""", "WebRtc:IceServer")]
    [InlineData("""{ "IceServers": [ { "Url": "stun:a" } ] }""", "WebRtc:IceServers:0:Url")]
    [InlineData("""{ "IceServers": [ { "Urls": [ "stun:192.0.2.1" ] }, { "Username": "a" } ] }""", "WebRtc:IceServers:1")]
    [InlineData("""{ "IceServers": [ { "Urls": "stun:192.0.2.1" }, { "Urls": "http://a" } ] }""", "WebRtc:IceServers:1")]
    [InlineData("""{ "IceServers": [ { "Urls": [ "" ] } ] }""", "WebRtc:IceServers")]
    [InlineData("""{ "IceServers": [ { "Urls": "stun:192.0.2.1\u0000" } ] }""", "WebRtc:IceServers:0")]
    [InlineData("""{ "IceServers": "stun:192.0.2.1" }""", "WebRtc:IceServers")]
    [InlineData("""{ "IceTiming": { "ReceivingTimeout": "soon" } }""", "WebRtc:IceTiming:ReceivingTimeout")]
    [InlineData("""{ "IceTiming": { "ReceivingTimeout": "5" } }""", "WebRtc:IceTiming:ReceivingTimeout")]
    [InlineData("""{ "IceTiming": { "Patience": "00:00:05" } }""", "WebRtc:IceTiming:Patience")]
    [InlineData("""{ "IceTiming": "long" }""", "WebRtc:IceTiming")]
    [InlineData("""{ "Certificates": [ "a" ] }""", "WebRtc:Certificates")]
    public void Read_Wrong_NamesTheKey(string json, string expected)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Bind(json));

        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Read_SeveralWrong_NamesAll()
    {
        const string json = """{ "MinPort": "a", "MaxPort": "b", "IceTiming": { "x": 1 } }""";

        var error = Assert.Throws<OptionsValidationException>(() => Bind(json));

        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public void Read_UnreadableAndRefused_NamesAllByKey()
    {
        const string json = """
            {
              "IceServers": [
                { "Urls": [ "stun:a", "stun.example.org:3478", "http://b" ] },
                { "Urls": "stun:c" },
                { "Urls": "turn:d" },
                { "Urls": "stun:e", "Password": "x" },
                { "Username": "f" },
                { "Urls": { "0": { "x": "y" } } }
              ],
              "MinPort": 9, "MaxPort": "many", "ReceiveLimit": 0, "IceCandidatePoolSize": 256, "IncludeTcp": 1, "NetworkThreads": 0, "Port": 1,
              "IceTiming": { "ReceivingTimeout": "-00:00:01", "InactiveTimeout": "soon", "UnwritableMinChecks": 0, "Patience": 1 }
            }
            """;

        var error = Assert.Throws<OptionsValidationException>(() => Bind(json));

        Assert.Equal(
            [
                "WebRtc:IceCandidatePoolSize", "WebRtc:IceServers:0", "WebRtc:IceServers:0", "WebRtc:IceServers:2", "WebRtc:IceServers:3:Password",
                "WebRtc:IceServers:4", "WebRtc:IceServers:5:Urls:0", "WebRtc:IceTiming:InactiveTimeout", "WebRtc:IceTiming:Patience",
                "WebRtc:IceTiming:ReceivingTimeout", "WebRtc:IceTiming:UnwritableMinChecks", "WebRtc:IncludeTcp", "WebRtc:MaxPort",
                "WebRtc:NetworkThreads", "WebRtc:Port", "WebRtc:ReceiveLimit",
            ],
            error.Failures.Select(failure => failure.Split(' ')[0].TrimEnd(':')).Order(StringComparer.Ordinal));
        Assert.Contains(error.Failures, failure => failure.Contains("\"stun.example.org:3478\" of an ICE server lacks its scheme"));
        Assert.Contains(error.Failures, failure => failure.Contains("\"http://b\""));
    }

    [Theory]
    [InlineData(70000, 80000, "MinPort", "MaxPort")]
    [InlineData(-1, -1, "MinPort", "MaxPort")]
    [InlineData(10, 9, "MinPort")]
    [InlineData(0, 65536, "MaxPort")]
    public void Read_WrongPorts_EachIsNamedOnce(int min, int max, params string[] expected)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Bind($$"""{ "MinPort": {{min}}, "MaxPort": {{max}} }"""));

        Assert.Equal(expected.Select(key => $"WebRtc:{key}"), error.Failures.Select(failure => failure.Split(": ")[0]));
    }

    [Fact]
    public void Configure_SeveralWrong_NamesAll()
    {
        using var services = new ServiceCollection().AddWebRtc(options => options.Factory = new()
        {
            NetworkThreads = 0,
            PeerConnection = new() { Certificates = [null!], IceTiming = null!, IceServers = null!, BundlePolicy = (BundlePolicy)9 },
        }).BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<PeerConnectionFactory>);

        Assert.Equal(
            ["BundlePolicy", "Certificates", "IceServers", "IceTiming", "NetworkThreads"],
            error.Failures.Select(failure => failure.Split(": ")[0].Split(':')[^1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Configure_Null_IsAnError()
    {
        using var services = new ServiceCollection().AddWebRtc(options => options.PeerConnection = null!).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<PeerConnectionFactory>);
    }

    [Fact]
    public void Configure_NullFactory_IsAnError()
    {
        using var services = new ServiceCollection().AddWebRtc(options => options.Factory = null!).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<PeerConnectionFactory>);
    }

    private static PeerConnectionOptions Bind(string json) => BindFactory(json).PeerConnection;

    private static PeerConnectionFactoryOptions BindFactory(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "WebRtc": {{json}} }"""));
        return Bind(new ConfigurationBuilder().AddJsonStream(stream).Build());
    }

    private static PeerConnectionOptions Bind(Dictionary<string, string?> values) =>
        Bind(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).PeerConnection;

    private static PeerConnectionFactoryOptions Bind(IConfiguration configuration)
    {
        using var services = new ServiceCollection().AddWebRtc(configuration.GetSection("WebRtc")).BuildServiceProvider();
        return services.GetRequiredService<PeerConnectionFactory>().Options;
    }

    private static object? Default(PropertyInfo property) =>
        property.GetValue(property.DeclaringType == typeof(IceTimingOptions) ? new IceTimingOptions() : new PeerConnectionOptions());

    private static string Other(PropertyInfo property) => Default(property) switch
    {
        bool value => value ? "false" : "true",
        Enum value => Enum.GetNames(value.GetType())[1],
        long => "5000000001",
        TimeSpan => "00:00:07",
        _ when property.PropertyType == typeof(TimeSpan?) => "00:00:00.4",
        _ => "7",
    };
}
