using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WebRtcNative.Hosting;

/// <summary>PeerConnectionOptions from configuration. A key is a public property of a type that can be read, so that an option which
/// the core gets is read here too. The configuration binder is not used: it loses the defaults of init properties, lets unknown keys
/// pass, and stops at the first error.</summary>
internal static class PeerConnectionOptionsReader
{
    /// <summary>The reader of a value by its type; its second argument is the property's present value.</summary>
    private static readonly Dictionary<Type, Func<IConfigurationSection, object?, object>> s_readers = new()
    {
        [typeof(string)] = (value, _) => value.ToText(),
        [typeof(bool)] = (value, _) => value.ToBoolean(),
        [typeof(int)] = (value, _) => value.ToInt32(),
        [typeof(long)] = (value, _) => value.ToInt64(),
        [typeof(TimeSpan)] = (value, _) => value.ToTimeSpan(),
        [typeof(IceTransportPolicy)] = (value, _) => value.ToEnum<IceTransportPolicy>(),
        [typeof(BundlePolicy)] = (value, _) => value.ToEnum<BundlePolicy>(),
        [typeof(IReadOnlyList<string>)] = (value, _) => ReadStrings(value),
        [typeof(IReadOnlyList<IceServer>)] = (value, _) => ReadServers(value),
        [typeof(IceTimingOptions)] = (value, before) => SetAll((IceTimingOptions)before! with { }, value),
    };

    /// <summary>Sets the values that the section has, and leaves the others. Errors are added to the options' errors.</summary>
    public static void Read(IConfiguration section, WebRtcOptions options)
    {
        options.SectionPath = (section as IConfigurationSection)?.Path ?? string.Empty;
        var connection = options.PeerConnection with { };
        var factory = options.Factory with { };
        foreach (var value in section.GetChildren())
        {
            try
            {
                if (Find<PeerConnectionFactoryOptions>(value.Key) != null)
                    Set(factory, value);
                else
                    Set(connection, value);
            }
            catch (FormatException e)
            {
                options.ReadErrors.Add(e.Message);
            }
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

    private static IceServer[] ReadServers(IConfigurationSection servers) =>
        [.. servers.ExpectSection().GetChildren().Select(ReadServer)];

    private static IceServer ReadServer(IConfigurationSection section)
    {
        var server = SetAll(new IceServer(), section);
        return server.Urls.Count > 0
            ? server
            : throw new FormatException($"{section.Path} has no {nameof(IceServer.Urls)}.");
    }

    private static string[] ReadStrings(IConfigurationSection strings) =>
        strings.Value == null ? [.. strings.GetChildren().Select(text => text.ToText())] : [strings.ToText()];

    private static T SetAll<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T target, IConfigurationSection section)
        where T : class
    {
        foreach (var value in section.ExpectSection().GetChildren())
            Set(target, value);
        return target;
    }

    // Init properties may be set, because the target is a copy that no other code has seen yet.
    private static void Set<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T target, IConfigurationSection value)
        where T : class
    {
        var property = Find<T>(value.Key);
        if (property == null)
        {
            var known = string.Join(", ", Readable<T>().Select(one => one.Name).Order());
            throw new FormatException($"{value.Path} is unknown; known are {known}.");
        }
        property.SetValue(target, ReaderOf(property)!(value, property.GetValue(target)));
    }

    private static PropertyInfo? Find<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(string name) =>
        Readable<T>().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PropertyInfo> Readable<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() =>
        typeof(T).GetProperties().Where(property => property.CanWrite && ReaderOf(property) != null);

    private static Func<IConfigurationSection, object?, object>? ReaderOf(PropertyInfo property) =>
        s_readers.GetValueOrDefault(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
}
