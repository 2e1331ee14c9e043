using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebRtcNative;
using WebRtcNative.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a <see cref="PeerConnectionFactory"/> to an application's services.</summary>
public static class WebRtcServiceCollectionExtensions
{
    /// <summary>Registers the application's <see cref="PeerConnectionFactory"/>, and <see cref="EventQueue.Shared"/> as the
    /// <see cref="EventQueue"/> unless one is registered already. May be repeated: the later call takes precedence.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="configure">Changes the options; null for none.</param>
    /// <returns>The same <paramref name="services"/>.</returns>
    /// <remarks>While there is a factory, three categories are logged to. "WebRtcNative.PeerConnection": states of its connections,
    /// at Debug. "WebRtcNative.EventQueue": exceptions of handlers, at Error; without an <see cref="ILoggerFactory"/> they are written to
    /// standard error. "WebRtcNative.Engine": libwebrtc's own log (<see cref="EngineLog"/>), whose errors and warnings are logged as such,
    /// its infos at Debug and the rest at Trace. The engine does not write what the logger would not take; a new level of the logger counts
    /// from the next connection on. The container disposes the factory and ends the logging; connections live on. When a host stops, the
    /// factory's connections are closed before (<see cref="PeerConnectionFactory.CloseConnectionsAsync"/>), within the host's ShutdownTimeout.
    /// Hosted services that were added after this call are stopped earlier, and can still use them.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts or the factory is resolved: an option is wrong. The message
    /// names its key.</exception>
    public static IServiceCollection AddWebRtc(this IServiceCollection services, Action<WebRtcOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<WebRtcOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebRtcOptions>, WebRtcOptionsValidation>());
        if (configure != null)
            services.Configure(configure);
        services.TryAddSingleton(_ => EventQueue.Shared);
        services.TryAddSingleton<FactoryLogging>();
        services.TryAddSingleton<ConnectionDrain>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, ConnectionDrain>(static provider => provider.GetRequiredService<ConnectionDrain>()));
        services.TryAddSingleton(CreateFactory);
        return services;
    }

    /// <summary>Registers the application's <see cref="PeerConnectionFactory"/> with options from configuration, otherwise as
    /// <see cref="AddWebRtc(IServiceCollection, Action{WebRtcOptions}?)"/> does.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="section">Its keys are the names of <see cref="PeerConnectionOptions"/> (except Certificates, which are
    /// set in code), such as <c>IceServers:0:Urls:0</c>, <c>IceTransportPolicy</c>, <c>IceTiming:ReceivingTimeout</c>, and
    /// <c>NetworkThreads</c> of <see cref="PeerConnectionFactoryOptions"/>. Enumerations
    /// by name or in the W3C's spelling, times as <c>00:00:02.5</c>; Urls may be one string. Read once.</param>
    /// <returns>The same <paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="section"/> is null.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts: a key is unknown, a value cannot be read, or a connection
    /// would refuse an option. The message names all such keys.</exception>
    public static IServiceCollection AddWebRtc(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddWebRtc(options => PeerConnectionOptionsReader.Read(section, options));
    }

    private static PeerConnectionFactory CreateFactory(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<WebRtcOptions>>().Value.Factory;
        var logging = services.GetRequiredService<FactoryLogging>();
        var factory = new PeerConnectionFactory(options with { Queue = options.Queue ?? services.GetRequiredService<EventQueue>() });
        factory.PeerConnectionCreated += logging.OnConnectionCreated;
        services.GetRequiredService<ConnectionDrain>().Factory = factory;
        return factory;
    }
}
