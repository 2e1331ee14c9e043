using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebRtcNative.Signaling.Server;
using WebRtcNative.Signaling.Server.Hub;
using WebRtcNative.Signaling.Server.Rooms;
using WebRtcNative.Signaling.Wire;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the signaling server to an application's services.</summary>
public static class SignalingServiceCollectionExtensions
{
    /// <summary>Registers the signaling server, with its rooms in this process's memory, and a health check named
    /// <c>webrtc-signaling</c>.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="configure">Changes the options; null for none.</param>
    /// <returns>A builder, such as for Redis.</returns>
    /// <remarks>Map it with <see cref="AspNetCore.Builder.SignalingEndpointRouteBuilderExtensions.MapWebRtcSignaling"/>. Metrics and traces
    /// have the name <c>WebRtcNative.Signaling.Server</c>. Further calls only change the options.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts: an option is wrong.</exception>
    public static ISignalingServerBuilder AddWebRtcSignaling(
        this IServiceCollection services, Action<SignalingServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure != null)
            services.Configure(configure);
        var builder = new SignalingServerBuilder(services);
        if (services.Any(service => service.ServiceType == typeof(SignalingMetrics)))
            return builder;
        services.AddOptions<SignalingServerOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SignalingServerOptions>, SignalingServerOptionsValidation>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRoomStore, LocalRoomStore>();
        services.TryAddSingleton<RoomDirectory>();
        services.TryAddSingleton<ConnectionTable>();
        services.TryAddSingleton<IceServerList>();
        services.AddSingleton<SignalingMetrics>();
        services.TryAddSingleton<Sweep>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Sweep>(static provider => provider.GetRequiredService<Sweep>()));
        services.AddAuthorization();
        services.AddHealthChecks().AddCheck<SignalingHealthCheck>("webrtc-signaling");
        services.AddSignalR().AddHubOptions<SignalingHub>(_ => { })
            .AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, WireResolver.Instance));
        services.AddOptions<HubOptions<SignalingHub>>().Configure<IOptions<SignalingServerOptions>>((hub, options) =>
        {
            hub.ClientTimeoutInterval = options.Value.LostAfter;
            hub.KeepAliveInterval = options.Value.LostAfter / 3;
            hub.HandshakeTimeout = options.Value.JoinTimeout;
            // A character of a message may be six bytes of JSON.
            hub.MaximumReceiveMessageSize = 16 * 1024 + (6L * Math.Max(options.Value.MaxMessageSize, options.Value.MaxMetadataSize));
        });
        return builder;
    }

    /// <summary>Registers the signaling server with options from configuration, otherwise as
    /// <see cref="AddWebRtcSignaling(IServiceCollection, Action{SignalingServerOptions}?)"/> does.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="section">Its keys are the names of <see cref="SignalingServerOptions"/>, such as <c>AllowedOrigins:0</c> and
    /// <c>Turn:Secret</c>.</param>
    /// <returns>A builder, such as for Redis.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="section"/> is null.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts: an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the host starts: a key is unknown, or a value cannot be read.</exception>
    public static ISignalingServerBuilder AddWebRtcSignaling(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var builder = services.AddWebRtcSignaling();
        services.AddOptions<SignalingServerOptions>().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true);
        return builder;
    }

    private sealed record SignalingServerBuilder(IServiceCollection Services) : ISignalingServerBuilder;
}

/// <summary>The registered signaling server, to which parts such as rooms in Redis are added.</summary>
public interface ISignalingServerBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }
}
