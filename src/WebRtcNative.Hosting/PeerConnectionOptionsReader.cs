using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WebRtcNative.Hosting;

/// <summary>PeerConnectionOptions from configuration. A key is a public property of a type that can be read, so that an option which
/// the core gets is read here too. The configuration binder is not used: it loses the defaults of init properties, lets unknown keys
/// pass, and stops at the first error.</summary>
internal static class PeerConnectionOptionsReader
{
    private delegate object Reader(IConfigurationSection value, object? before, List<WrongOption> unread);

    /// <summary>The reader of a value by its type. It gets the property's present value. A section's reader adds the values that it cannot
    /// read; the others throw.</summary>
    private static readonly Dictionary<Type, Reader> s_readers = new()
    {
        [typeof(string)] = (value, _, _) => value.ToText(),
        [typeof(bool)] = (value, _, _) => value.ToBoolean(),
        [typeof(int)] = (value, _, _) => value.ToInt32(),
        [typeof(long)] = (value, _, _) => value.ToInt64(),
        [typeof(TimeSpan)] = (value, _, _) => value.ToTimeSpan(),
        [typeof(IceTransportPolicy)] = (value, _, _) => value.ToEnum<IceTransportPolicy>(),
        [typeof(BundlePolicy)] = (value, _, _) => value.ToEnum<BundlePolicy>(),
        [typeof(IReadOnlyList<string>)] = (value, _, _) => ReadStrings(value),
        [typeof(IReadOnlyList<IceServer>)] = (value, _, unread) => ReadServers(value, unread),
        [typeof(IceTimingOptions)] = (value, before, unread) => SetAll((IceTimingOptions)before! with { }, value, unread),
    };

    /// <summary>Sets the values that the section has, and leaves the others. Values that cannot be read are added to
    /// <see cref="WebRtcOptions.Unread"/>.</summary>
    public static void Read(IConfiguration section, WebRtcOptions options)
    {
        options.SectionPath = (section as IConfigurationSection)?.Path ?? string.Empty;
        var connection = options.PeerConnection with { };
        var factory = options.Factory with { };
        foreach (var value in section.GetChildren())
        {
            if (Find<PeerConnectionFactoryOptions>(value.Key) != null)
                Set(factory, value, options.Unread);
            else
                Set(connection, value, options.Unread);
        }
        options.Factory = factory with { PeerConnection = connection };
    }

    /// <summary>The key of an option, by the parameter name of an exception.</summary>
    public static string KeyOf(string sectionPath, string option)
    {
        var isTiming = Readable<IceTimingOptions>().Any(property => property.Name == option);
        string[] parts = [sectionPath, isTiming ? nameof(PeerConnectionOptions.IceTiming) : string.Empty, option];
        return ConfigurationPath.Combine(parts.Where(part => part.Length > 0));
    }

    private static IceServer[] ReadServers(IConfigurationSection servers, List<WrongOption> unread) =>
        [.. servers.ExpectSection().GetChildren().Select(section => ReadServer(section, unread))];

    private static IceServer ReadServer(IConfigurationSection section, List<WrongOption> unread)
    {
        var before = unread.Count;
        var server = new IceServer();
        try
        {
            SetAll(server, section, unread);
            if (server.Urls.Count == 0 && unread.Count == before)
                throw new FormatException($"{section.Path} has no {nameof(IceServer.Urls)}.");
        }
        catch (FormatException e)
        {
            unread.Add(new(section.Path, e.Message));
        }
        return server;
    }

    private static string[] ReadStrings(IConfigurationSection strings) =>
        strings.Value == null ? [.. strings.GetChildren().Select(text => text.ToText())] : [strings.ToText()];

    private static T SetAll<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T target, IConfigurationSection section, List<WrongOption> unread)
        where T : class
    {
        foreach (var value in section.ExpectSection().GetChildren())
            Set(target, value, unread);
        return target;
    }

    // Init properties may be set, because the target is a copy that no other code has seen yet.
    private static void Set<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T target, IConfigurationSection value, List<WrongOption> unread)
        where T : class
    {
        try
        {
            if (Find<T>(value.Key) is { } property)
                property.SetValue(target, ReaderOf(property)!(value, property.GetValue(target), unread));
            else
                throw new FormatException($"{value.Path} is unknown; known are {string.Join(", ", Readable<T>().Select(one => one.Name).Order())}.");
        }
        catch (FormatException e)
        {
            unread.Add(new(value.Path, e.Message));
        }
    }

    private static PropertyInfo? Find<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(string name) =>
        Readable<T>().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PropertyInfo> Readable<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() =>
        typeof(T).GetProperties().Where(property => property.CanWrite && ReaderOf(property) != null);

    private static Reader? ReaderOf(PropertyInfo property) =>
        s_readers.GetValueOrDefault(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
}
