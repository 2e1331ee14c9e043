#if HOSTING
using Microsoft.Extensions.DependencyInjection;
using WebRtcNative.Hosting;

/// <summary>Makes connections as a program with Microsoft.Extensions does.</summary>
internal static class Factory
{
    public static PeerConnectionFactory Instance { get; } =
        new ServiceCollection().AddWebRtc().BuildServiceProvider().GetRequiredService<PeerConnectionFactory>();
}
#endif
