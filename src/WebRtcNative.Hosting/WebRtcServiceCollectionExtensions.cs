using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebRtcNative;
using WebRtcNative.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers WebRtcNative.</summary>
public static class WebRtcServiceCollectionExtensions
{
    /// <summary>Registers <see cref="PeerConnectionFactory"/>, and <see cref="EventQueue.Shared"/> as the
    /// <see cref="EventQueue"/> unless one is registered already. May be repeated: the later call has the last word.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Changes the options; null for none.</param>
    /// <returns>The same <paramref name="services"/>.</returns>
    public static IServiceCollection AddWebRtc(this IServiceCollection services, Action<WebRtcOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<WebRtcOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebRtcOptions>, WebRtcOptionsValidation>());
        if (configure != null)
            services.Configure(configure);
        services.TryAddSingleton(_ => EventQueue.Shared);
        services.TryAddSingleton<PeerConnectionFactory>();
        return services;
    }

    /// <summary>As <see cref="AddWebRtc(IServiceCollection, Action{WebRtcOptions}?)"/>, with options from configuration.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="section">Its keys are the names of <see cref="PeerConnectionOptions"/> (except Certificates, which are
    /// set in code), such as <c>IceServers:0:Urls:0</c>, <c>IceTransportPolicy</c>, <c>IceTiming:ReceivingTimeout</c>. Enumerations
    /// by name or in the W3C's spelling, times as <c>00:00:02.5</c>; Urls may be one string. Read once.</param>
    /// <returns>The same <paramref name="services"/>.</returns>
    /// <remarks>Wrong values and unknown keys are named, all together, in an <see cref="OptionsValidationException"/> when the
    /// host starts.</remarks>
    public static IServiceCollection AddWebRtc(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddWebRtc(options => PeerConnectionOptionsReader.Read(section, options));
    }
}
