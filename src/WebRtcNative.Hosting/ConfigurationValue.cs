using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace WebRtcNative.Hosting;

/// <summary>Values of configuration, or a <see cref="FormatException"/> that names the key.</summary>
internal static class ConfigurationValue
{
    public static string ToText(this IConfigurationSection section)
    {
        if (section.Value is { } text)
            return text;
        var found = section.GetChildren().Any() ? "a section" : "empty";
        throw new FormatException($"{section.Path} is {found}, a value is expected.");
    }

    public static bool ToBoolean(this IConfigurationSection section) =>
        bool.TryParse(section.ToText(), out var value) ? value : throw Unexpected(section, "true or false");

    public static int ToInt32(this IConfigurationSection section) =>
        int.TryParse(section.ToText(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unexpected(section, "an integer");

    public static long ToInt64(this IConfigurationSection section) =>
        long.TryParse(section.ToText(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unexpected(section, "an integer");

    public static TimeSpan ToTimeSpan(this IConfigurationSection section) =>
        TimeSpan.TryParse(section.ToText(), CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unexpected(section, "a time such as 00:00:02.5");

    /// <summary>By name, or in the W3C's spelling, which has hyphens; numbers are refused.</summary>
    public static T ToEnum<T>(this IConfigurationSection section)
        where T : struct, Enum
    {
        var text = section.ToText().Replace("-", string.Empty, StringComparison.Ordinal);
        foreach (var value in Enum.GetValues<T>())
        {
            if (text.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
                return value;
        }
        throw Unexpected(section, string.Join(" or ", Enum.GetNames<T>()));
    }

    public static IConfigurationSection ExpectSection(this IConfigurationSection section) =>
        string.IsNullOrEmpty(section.Value) ? section : throw Unexpected(section, "a section");

    private static FormatException Unexpected(IConfigurationSection section, string expected) =>
        new($"{section.Path} is \"{section.Value}\", {expected} is expected.");
}
