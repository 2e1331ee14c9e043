using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebRtcNative.Hosting;
using WebRtcNative.Tests.Engine;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Hosting;

/// <summary>Both assemblies in a collectible AssemblyLoadContext.</summary>
public sealed class UnloadTests : NativeTest
{
    [Theory]
    [InlineData(nameof(PlugIn.HostAndDispose))]
    [InlineData(nameof(PlugIn.HostAndDrop))]
    public void Unload_AfterUse_ContextAndThreadsGo(string use) => PlugInContext.Reload(typeof(PlugIn), use);

    private static class PlugIn
    {
        public static void HostAndDispose(CancellationToken host)
        {
            var services = Build(out var loggers);
            using (services.GetRequiredService<PeerConnectionFactory>().CreatePeerConnection())
                UntilLogged(loggers, host);
            services.Dispose();
        }

        public static void HostAndDrop(CancellationToken host)
        {
            Build(out var loggers).GetRequiredService<PeerConnectionFactory>().CreatePeerConnection();
            UntilLogged(loggers, host);
        }

        private static ServiceProvider Build(out RecordingLoggers loggers)
        {
            loggers = new RecordingLoggers();
            return new ServiceCollection().AddSingleton<ILoggerFactory>(loggers).AddWebRtc().BuildServiceProvider();
        }

        private static void UntilLogged(RecordingLoggers loggers, CancellationToken host) =>
            Wait.Until(() => host.IsCancellationRequested || !loggers.Lines.IsEmpty, "a line of the engine's log");
    }
}
