using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Hosting.Tests;

public sealed class AddWebRtcTests : NativeTest
{
    [Fact]
    public void AddWebRtc_WithoutOptions_CreatesConnections()
    {
        using var services = new ServiceCollection().AddWebRtc().BuildServiceProvider();
        var factory = services.GetRequiredService<PeerConnectionFactory>();

        var connection = Own(factory.Create());

        Assert.Same(factory.Options, connection.GetConfiguration());
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

        var options = services.GetRequiredService<PeerConnectionFactory>().Options;

        Assert.Equal((50000, 50200, false), (options.MinPort, options.MaxPort, options.IncludeTcp));
        Assert.Single(services.GetServices<PeerConnectionFactory>());
    }

    [Fact]
    public void AddWebRtc_QueueRegistered_IsUsed()
    {
        var queue = Own(new EventQueue());
        using var services = new ServiceCollection().AddSingleton(queue).AddWebRtc().BuildServiceProvider();
        var connection = Own(services.GetRequiredService<PeerConnectionFactory>().Create());
        var needed = 0;
        connection.NegotiationNeeded += (_, _) => needed++;
        Own(connection.CreateDataChannel("channel"));

        Wait.Until(() => needed > 0, "the event", () => queue.Poll());
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

        var connection = Own(factory.Create(factory.Options with { ReceiveLimit = 1000 }));

        Assert.Equal(1000, connection.GetConfiguration().ReceiveLimit);
        Assert.Throws<ArgumentOutOfRangeException>(() => factory.Create(factory.Options with { ReceiveLimit = 0 }));
    }

    [Fact]
    public void Create_FactoryDisposed_Throws()
    {
        var services = new ServiceCollection().AddWebRtc().BuildServiceProvider();
        var factory = services.GetRequiredService<PeerConnectionFactory>();
        var connection = Own(factory.Create());

        services.Dispose();
        factory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => factory.Create());
        Assert.NotEqual(PeerConnectionState.Closed, connection.ConnectionState);
    }
}
