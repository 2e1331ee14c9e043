using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebRtcNative.Hosting;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Hosting;

public sealed class AddWebRtcTests : NativeTest
{
    [Fact]
    public void AddWebRtc_WithoutOptions_CreatesConnections()
    {
        using var services = new ServiceCollection().AddWebRtc().BuildServiceProvider();
        var factory = services.GetRequiredService<PeerConnectionFactory>();

        var connection = Own(factory.CreatePeerConnection());

        Assert.Same(factory.Options.PeerConnection, connection.GetConfiguration());
        Assert.Same(EventQueue.Shared, services.GetRequiredService<EventQueue>());
    }

    [Fact]
    public void AddWebRtc_NullArguments_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => WebRtcServiceCollectionExtensions.AddWebRtc(null!));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddWebRtc((IConfiguration)null!));
    }

    [Fact]
    public void AddWebRtc_Repeated_LaterCallHasTheLastWord()
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection([new("IncludeTcp", "false"), new("MaxPort", "50100"), new("MinPort", "50000")])
            .Build();
        using var services = new ServiceCollection()
            .AddWebRtc(section)
            .AddWebRtc(options => options.PeerConnection = options.PeerConnection with { MaxPort = 50200 })
            .BuildServiceProvider();

        var options = services.GetRequiredService<PeerConnectionFactory>().Options.PeerConnection;

        Assert.Equal((50000, 50200, false), (options.MinPort, options.MaxPort, options.IncludeTcp));
        Assert.Single(services.GetServices<PeerConnectionFactory>());
    }

    [Fact]
    public void AddWebRtc_QueueRegistered_IsUsed()
    {
        var queue = Own(new EventQueue());
        using var services = new ServiceCollection().AddSingleton(queue).AddWebRtc().BuildServiceProvider();
        var connection = Own(services.GetRequiredService<PeerConnectionFactory>().CreatePeerConnection());
        var needed = 0;
        connection.NegotiationNeeded += (_, _) => needed++;
        Own(connection.CreateDataChannel("channel"));

        Wait.Until(() => needed > 0, "the event", () => queue.Poll());
    }

    [Fact]
    public void AddWebRtc_FactoryHasQueue_IsUsed()
    {
        var (registered, own) = (Own(new EventQueue()), Own(new EventQueue()));
        using var services = new ServiceCollection().AddSingleton(registered)
            .AddWebRtc(options => options.Factory = options.Factory with { Queue = own })
            .BuildServiceProvider();

        Assert.Same(own, services.GetRequiredService<PeerConnectionFactory>().Options.Queue);
    }

    /// <summary>One for each network thread, and none for the check of the options or for the log.</summary>
    [Fact]
    public void CreatePeerConnection_TwoNetworkThreads_TwoRuntimesThatEnd()
    {
        var before = CountRuntimes();
        using (var services = new ServiceCollection()
            .AddWebRtc(options => options.Factory = options.Factory with { NetworkThreads = 2 })
            .BuildServiceProvider())
        {
            var factory = services.GetRequiredService<PeerConnectionFactory>();
            for (var i = 0; i < 4; i++)
                factory.CreatePeerConnection().Dispose();
            Wait.Until(() => CountRuntimes() <= before + 2, "two runtimes");
        }
        Wait.Until(() => CountRuntimes() <= before, () => $"{before} runtimes, but there are {CountRuntimes()}");
    }

    [Fact]
    public async Task HostStart_WrongOption_NamesTheKey()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("WebRtc:MinPort", "70000")]);
        builder.Services.AddWebRtc(builder.Configuration.GetSection("WebRtc"));
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("WebRtc:MinPort", error.Message);
    }

    [Fact]
    public async Task HostStart_GoodOptions_Starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWebRtc(builder.Configuration.GetSection("WebRtc"));
        using var host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public void Create_OwnOptions_AreTaken()
    {
        using var services = new ServiceCollection().AddWebRtc().BuildServiceProvider();
        var factory = services.GetRequiredService<PeerConnectionFactory>();

        var connection = Own(factory.CreatePeerConnection(factory.Options.PeerConnection with { ReceiveLimit = 1000 }));

        Assert.Equal(1000, connection.GetConfiguration().ReceiveLimit);
        Assert.Throws<ArgumentOutOfRangeException>(() => factory.CreatePeerConnection(factory.Options.PeerConnection with { ReceiveLimit = 0 }));
    }

    [Fact]
    public void Create_FactoryDisposed_Throws()
    {
        var services = new ServiceCollection().AddWebRtc().BuildServiceProvider();
        var factory = services.GetRequiredService<PeerConnectionFactory>();
        var connection = Own(factory.CreatePeerConnection());

        services.Dispose();
        factory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => factory.CreatePeerConnection());
        Assert.NotEqual(PeerConnectionState.Closed, connection.ConnectionState);
    }

    private static int CountRuntimes() => NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_RUNTIME);
}
