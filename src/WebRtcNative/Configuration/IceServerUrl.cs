using System.Buffers;

namespace WebRtcNative;

/// <summary>What is wrong with the URL of an ICE server (RFC 7064, RFC 7065). Asked only after the engine has refused the servers: the
/// engine decides, but does not say which URL it refuses and what that URL lacks.</summary>
internal static class IceServerUrl
{
    private const string Schemes = "\"stun:\", \"stuns:\", \"turn:\" or \"turns:\"";
    private const int MaxPortDigits = 5;

    // RFC 3986, section 3.2.2: reg-name.
    private static readonly SearchValues<char> s_hostCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=");

    /// <summary>A sentence that names the URL and its fault; null if the URL has none.</summary>
    public static string? FindFault(string url)
    {
        var parts = url.Split('?');
        var colon = parts[0].IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? string.Empty : parts[0][..colon].ToLowerInvariant();
        var server = parts[0][(colon + 1)..];
        var fault = scheme switch
        {
            "stun" or "stuns" when parts.Length > 1 => "has a \"?\", which only \"turn:\" and \"turns:\" URLs may have",
            "stun" or "stuns" => FindFaultOfServer(server),
            "turn" or "turns" => FindFaultOfTransport(parts) ?? FindFaultOfServer(server),
            _ => FindFaultOfScheme(scheme, server),
        };
        return fault == null ? null : $"The URL \"{url}\" of an ICE server {fault}.";
    }

    // A host without a scheme is the usual mistake. With a port, that host is where the scheme should be.
    private static string FindFaultOfScheme(string scheme, string rest)
    {
        var isHost = scheme.Length == 0 || scheme.AsSpan().ContainsAny('.', '[') || IsPort(rest);
        return isHost ? $"lacks its scheme: {Schemes}" : $"begins with \"{scheme}:\", not with {Schemes}";
    }

    // With two or more question marks the engine reads none of them.
    private static string? FindFaultOfTransport(string[] parts)
    {
        if (parts.Length != 2 || parts[1].ToLowerInvariant().Split('=') is ["transport", "udp" or "tcp", ..])
            return null;
        return $"has \"?{parts[1]}\", but only \"?transport=udp\" and \"?transport=tcp\" are known";
    }

    private static string? FindFaultOfServer(string server)
    {
        if (server.StartsWith("//", StringComparison.Ordinal))
            return "has \"//\" behind its scheme, where the host follows at once";
        if (server.Contains('@', StringComparison.Ordinal))
            return $"has an \"@\"; the user name belongs in {nameof(IceServer)}.{nameof(IceServer.Username)}";
        return server.StartsWith('[') ? FindFaultOfBrackets(server) : FindFaultOfName(server);
    }

    private static string? FindFaultOfBrackets(string server)
    {
        var end = server.LastIndexOf(']');
        if (end < 0)
            return "lacks the \"]\" behind its IPv6 address";
        if (end == 1)
            return "names no host";
        var rest = server[(end + 1)..];
        return rest.Contains(':', StringComparison.Ordinal) ? FindFaultOfPort(rest[1..]) : null;
    }

    private static string? FindFaultOfName(string server)
    {
        var parts = server.Split(':');
        if (parts.Length > 2)
            return "has an IPv6 address without brackets (\"[::1]\"), or more than one port";
        if (parts[0].Length == 0)
            return "names no host";
        if (parts[0].AsSpan().IndexOfAnyExcept(s_hostCharacters) is >= 0 and var wrong)
            return $"has \"{parts[0][wrong]}\" in its host, which no host name has";
        return parts.Length == 2 ? FindFaultOfPort(parts[1]) : null;
    }

    private static string? FindFaultOfPort(string port) =>
        IsPort(port) ? null : $"has the port \"{port}\", not an integer within 1 and 65535";

    private static bool IsPort(string text) =>
        text.All(char.IsAsciiDigit) && text.TrimStart('0') is { Length: > 0 and <= MaxPortDigits } digits && ushort.TryParse(digits, out _);
}
