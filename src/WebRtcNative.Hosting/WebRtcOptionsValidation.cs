using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace WebRtcNative.Hosting;

/// <summary>Checks options by making a connection with them, so that errors which only the engine finds, such as a malformed URL,
/// are found at start too.</summary>
internal sealed class WebRtcOptionsValidation : IValidateOptions<WebRtcOptions>
{
    public ValidateOptionsResult Validate(string? name, WebRtcOptions options)
    {
        if (options.Factory is not { } factory)
            return ValidateOptionsResult.Fail($"{nameof(WebRtcOptions)}.{nameof(WebRtcOptions.Factory)} is null.");
        if (factory.PeerConnection is null)
            return ValidateOptionsResult.Fail($"{nameof(WebRtcOptions)}.{nameof(WebRtcOptions.PeerConnection)} is null.");
        var path = options.SectionPath ?? nameof(WebRtcOptions.PeerConnection);
        WrongOption[] wrong = [.. options.Unread, .. FindWrong(factory, path).Where(found => !options.Unread.Exists(found.MayFollowFrom))];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong.Select(one => one.Message));
    }

    // An attempt ends at the first wrong option. That option then gets its default, for the next attempt.
    private static List<WrongOption> FindWrong(PeerConnectionFactoryOptions factory, string path)
    {
        var wrong = new List<WrongOption>();
        var isReset = true;
        while (isReset && Try(factory) is { } error)
        {
            var option = (error as ArgumentException)?.ParamName ?? string.Empty;
            List<WrongOption> servers = option == nameof(PeerConnectionOptions.IceServers) ? FindWrongServers(factory.PeerConnection, path) : [];
            wrong.AddRange(servers.Count > 0 ? servers : [Wrong(path, option, error)]);
            isReset = TryReset(ref factory, option);
        }
        return wrong;
    }

    private static List<WrongOption> FindWrongServers(PeerConnectionOptions options, string path)
    {
        var wrong = new List<WrongOption>();
        for (var i = 0; i < options.IceServers?.Count; i++)
        {
            foreach (var server in ForEachUrl(options.IceServers[i]))
            {
                if (Try(new() { PeerConnection = new() { IceServers = [server] } }) is { } error)
                    wrong.Add(Wrong(path, $"{nameof(PeerConnectionOptions.IceServers)}:{i}", error));
            }
        }
        return wrong;
    }

    private static IEnumerable<IceServer> ForEachUrl(IceServer server) =>
        server?.Urls is { Count: > 1 } urls ? urls.Select(url => server with { Urls = [url] }) : [server!];

    /// <summary>In a factory that ends with this call, so that the process keeps no threads that the application does not use.</summary>
    private static Exception? Try(PeerConnectionFactoryOptions options)
    {
        try
        {
            using var queue = new EventQueue();
            using var factory = new PeerConnectionFactory(options);
            using var connection = factory.CreatePeerConnection(queue: queue);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or WebRtcException)
        {
            return e;
        }
    }

    /// <summary>Gives an option its default. False if it has that already, or if there is no such option.</summary>
    private static bool TryReset(ref PeerConnectionFactoryOptions factory, string option)
    {
        var connection = factory.PeerConnection with { };
        var timing = (connection.IceTiming ?? new()) with { };
        if (TryReset(connection, option))
        {
            factory = factory with { PeerConnection = connection };
            return true;
        }
        if (TryReset(timing, option))
        {
            factory = factory with { PeerConnection = connection with { IceTiming = timing } };
            return true;
        }
        factory = factory with { };
        return TryReset(factory, option);
    }

    // Init properties may be set, because the target is a copy that no other code has seen yet.
    private static bool TryReset<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T target, string option)
        where T : new()
    {
        if (typeof(T).GetProperty(option) is not { CanWrite: true } property)
            return false;
        var initial = property.GetValue(new T());
        if (Equals(property.GetValue(target), initial))
            return false;
        property.SetValue(target, initial);
        return true;
    }

    private static WrongOption Wrong(string path, string option, Exception error)
    {
        var key = PeerConnectionOptionsReader.KeyOf(path, option);
        return new(key, $"{key}: {error.Message}");
    }
}
