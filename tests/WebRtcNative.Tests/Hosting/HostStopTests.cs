using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Hosting;

/// <summary>A host that stops closes the connections of its factory.</summary>
public sealed class HostStopTests : NativeTest
{
    private const int Messages = 200;

    [Fact]
    public async Task Stop_Connected_PeerHasEverything()
    {
        using var host = Build(TimeSpan.FromMinutes(5));
        await host.StartAsync();
        var pair = Own(new CorePair(factory: host.Services.GetRequiredService<PeerConnectionFactory>(), otherFactory: Own(new PeerConnectionFactory())));
        var (a, b) = pair.Open();
        for (var i = 0; i < Messages; i++)
            a.Send(new byte[16 * 1024]);

        await host.StopAsync().WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Closed, pair.A.ConnectionState);
        await b.Closed.WaitAsync(Wait.Deadline);
        Assert.Equal((Messages, null), (b.AvailableMessageCount, b.Error));
    }

    [Fact]
    public async Task Stop_NobodyPolls_ClosesWhenTheTimeIsOver()
    {
        using var host = Build(TimeSpan.FromMilliseconds(100));
        await host.StartAsync();
        var pair = Own(new CorePair(Own(new EventQueue()), factory: host.Services.GetRequiredService<PeerConnectionFactory>()));
        pair.Open();

        await host.StopAsync().WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Closed, pair.A.ConnectionState);
    }

    [Fact]
    public async Task Stop_WithoutFactory_MakesNone()
    {
        using var host = Build(TimeSpan.FromMinutes(5));
        await host.StartAsync();

        await host.StopAsync().WaitAsync(Wait.Deadline);

        Assert.Single(host.Services.GetServices<IHostedService>());
    }

    private static IHost Build(TimeSpan timeout)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWebRtc().AddWebRtc();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = timeout);
        return builder.Build();
    }
}
