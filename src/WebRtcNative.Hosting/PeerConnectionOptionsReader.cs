using Microsoft.Extensions.Configuration;

namespace WebRtcNative.Hosting;

/// <summary>PeerConnectionOptions from configuration. By hand: a table of the names needs no reflection, and every error
/// names its key.</summary>
internal static class PeerConnectionOptionsReader
{
    private delegate T Setter<T>(T target, IConfigurationSection value);

    private static readonly Dictionary<string, Setter<IceTimingOptions>> s_timing = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(IceTimingOptions.ReceivingTimeout)] = (o, value) => o with { ReceivingTimeout = value.ToTimeSpan() },
        [nameof(IceTimingOptions.UnwritableTimeout)] = (o, value) => o with { UnwritableTimeout = value.ToTimeSpan() },
        [nameof(IceTimingOptions.UnwritableMinChecks)] = (o, value) => o with { UnwritableMinChecks = value.ToInt32() },
        [nameof(IceTimingOptions.InactiveTimeout)] = (o, value) => o with { InactiveTimeout = value.ToTimeSpan() },
        [nameof(IceTimingOptions.CheckIntervalStrong)] =
            (o, value) => o with { CheckIntervalStrong = value.ToTimeSpan() },
        [nameof(IceTimingOptions.CheckIntervalWeak)] = (o, value) => o with { CheckIntervalWeak = value.ToTimeSpan() },
        [nameof(IceTimingOptions.CheckMinInterval)] = (o, value) => o with { CheckMinInterval = value.ToTimeSpan() },
        [nameof(IceTimingOptions.BackupPairPingInterval)] =
            (o, value) => o with { BackupPairPingInterval = value.ToTimeSpan() },
        [nameof(IceTimingOptions.StablePingInterval)] =
            (o, value) => o with { StablePingInterval = value.ToTimeSpan() },
    };

    private static readonly Dictionary<string, Setter<IceServer>> s_server = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(IceServer.Urls)] = (o, value) => o with { Urls = ReadUrls(value) },
        [nameof(IceServer.Username)] = (o, value) => o with { Username = value.ToText() },
        [nameof(IceServer.Credential)] = (o, value) => o with { Credential = value.ToText() },
        [nameof(IceServer.AcceptAnyCertificate)] = (o, value) => o with { AcceptAnyCertificate = value.ToBoolean() },
    };

    private static readonly Dictionary<string, Setter<PeerConnectionOptions>> s_options = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(PeerConnectionOptions.IceServers)] = (o, value) => o with { IceServers = ReadServers(value) },
        [nameof(PeerConnectionOptions.IceTransportPolicy)] =
            (o, value) => o with { IceTransportPolicy = value.ToEnum<IceTransportPolicy>() },
        [nameof(PeerConnectionOptions.BundlePolicy)] =
            (o, value) => o with { BundlePolicy = value.ToEnum<BundlePolicy>() },
        [nameof(PeerConnectionOptions.IceCandidatePoolSize)] =
            (o, value) => o with { IceCandidatePoolSize = value.ToInt32() },
        [nameof(PeerConnectionOptions.MinPort)] = (o, value) => o with { MinPort = value.ToInt32() },
        [nameof(PeerConnectionOptions.MaxPort)] = (o, value) => o with { MaxPort = value.ToInt32() },
        [nameof(PeerConnectionOptions.IncludeLoopback)] = (o, value) => o with { IncludeLoopback = value.ToBoolean() },
        [nameof(PeerConnectionOptions.IncludeLinkLocal)] =
            (o, value) => o with { IncludeLinkLocal = value.ToBoolean() },
        [nameof(PeerConnectionOptions.IncludeIPv6)] = (o, value) => o with { IncludeIPv6 = value.ToBoolean() },
        [nameof(PeerConnectionOptions.IncludeTcp)] = (o, value) => o with { IncludeTcp = value.ToBoolean() },
        [nameof(PeerConnectionOptions.GatherContinually)] =
            (o, value) => o with { GatherContinually = value.ToBoolean() },
        [nameof(PeerConnectionOptions.IceTiming)] =
            (o, value) => o with { IceTiming = ReadAll(s_timing, o.IceTiming, value) },
        [nameof(PeerConnectionOptions.ReceiveLimit)] = (o, value) => o with { ReceiveLimit = value.ToInt64() },
    };

    /// <summary>Changes what the section has, and leaves the rest. What is wrong is added to the options' errors.</summary>
    public static void Read(IConfiguration section, WebRtcOptions options)
    {
        options.SectionPath = (section as IConfigurationSection)?.Path ?? string.Empty;
        foreach (var value in section.GetChildren())
        {
            try
            {
                options.PeerConnection = Set(s_options, options.PeerConnection, value);
            }
            catch (FormatException e)
            {
                options.ReadErrors.Add(e.Message);
            }
        }
    }

    /// <summary>The key of an option, by the name that an exception has for it.</summary>
    public static string KeyOf(string sectionPath, string option)
    {
        var parent = s_timing.ContainsKey(option) ? nameof(PeerConnectionOptions.IceTiming) : string.Empty;
        string[] parts = [sectionPath, parent, option];
        return ConfigurationPath.Combine(parts.Where(part => part.Length > 0));
    }

    private static IceServer[] ReadServers(IConfigurationSection servers) =>
        [.. servers.ExpectSection().GetChildren().Select(ReadServer)];

    private static IceServer ReadServer(IConfigurationSection section)
    {
        var server = ReadAll(s_server, new IceServer(), section);
        return server.Urls.Count > 0
            ? server
            : throw new FormatException($"{section.Path} has no {nameof(IceServer.Urls)}.");
    }

    private static string[] ReadUrls(IConfigurationSection urls) =>
        urls.Value == null ? [.. urls.GetChildren().Select(url => url.ToText())] : [urls.ToText()];

    private static T ReadAll<T>(Dictionary<string, Setter<T>> setters, T target, IConfigurationSection section) =>
        section.ExpectSection().GetChildren().Aggregate(target, (result, value) => Set(setters, result, value));

    private static T Set<T>(Dictionary<string, Setter<T>> setters, T target, IConfigurationSection value) =>
        setters.TryGetValue(value.Key, out var setter)
            ? setter(target, value)
            : throw new FormatException($"{value.Path} is unknown; known are {string.Join(", ", setters.Keys.Order())}.");
}
