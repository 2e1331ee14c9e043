#if HOSTING
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WebRtcNative;

/// <summary>Makes connections as a program with Microsoft.Extensions does, with options from configuration.</summary>
internal static class Factory
{
    public static PeerConnectionFactory Instance { get; } = Make();

    private static PeerConnectionFactory Make()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["WebRtc:IncludeTcp"] = "false",
                ["WebRtc:BundlePolicy"] = "max-bundle",
                ["WebRtc:IceTiming:InactiveTimeout"] = "00:00:20",
            })
            .Build();
        var services = new ServiceCollection().AddWebRtc(configuration.GetSection("WebRtc")).BuildServiceProvider();
        var factory = services.GetRequiredService<PeerConnectionFactory>();
        return factory.Options.PeerConnection is { IncludeTcp: false, IceTiming.InactiveTimeout: { TotalSeconds: 20 } }
            ? factory
            : throw new InvalidOperationException($"The configuration was not read: {factory.Options}");
    }
}
#endif
