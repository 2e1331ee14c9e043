using Microsoft.Extensions.Options;

namespace WebRtcNative.Hosting;

/// <summary>Checks options by making a connection with them, so that errors which only the engine finds, such as a malformed URL,
/// are found at start too.</summary>
internal sealed class WebRtcOptionsValidation : IValidateOptions<WebRtcOptions>
{
    public ValidateOptionsResult Validate(string? name, WebRtcOptions options)
    {
        if (options.ReadErrors.Count > 0)
            return ValidateOptionsResult.Fail(options.ReadErrors);
        if (options.Factory is not { } factory)
            return ValidateOptionsResult.Fail($"{nameof(WebRtcOptions)}.{nameof(WebRtcOptions.Factory)} is null.");
        if (factory.PeerConnection is not { } connection)
            return ValidateOptionsResult.Fail($"{nameof(WebRtcOptions)}.{nameof(WebRtcOptions.PeerConnection)} is null.");
        return Try(factory, connection) switch
        {
            null => ValidateOptionsResult.Success,
            ArgumentException { ParamName: nameof(PeerConnectionOptions.IceServers) } e =>
                Fail(options, FindServer(factory, connection), e),
            ArgumentException { ParamName: { } option } e => Fail(options, option, e),
            var e => Fail(options, string.Empty, e),
        };
    }

    /// <summary>In a factory that ends with this call, so that the process keeps no threads that the application does not use.</summary>
    private static Exception? Try(PeerConnectionFactoryOptions factoryOptions, PeerConnectionOptions options)
    {
        try
        {
            using var queue = new EventQueue();
            using var factory = new PeerConnectionFactory(factoryOptions with { PeerConnection = options });
            using var connection = factory.CreatePeerConnection(queue: queue);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or WebRtcException)
        {
            return e;
        }
    }

    /// <summary>The engine does not name the server that it refuses, so each is tried alone.</summary>
    private static string FindServer(PeerConnectionFactoryOptions factory, PeerConnectionOptions options)
    {
        for (var i = 0; i < options.IceServers.Count; i++)
        {
            if (Try(factory, options with { IceServers = [options.IceServers[i]] }) != null)
                return $"{nameof(PeerConnectionOptions.IceServers)}:{i}";
        }
        return nameof(PeerConnectionOptions.IceServers);
    }

    private static ValidateOptionsResult Fail(WebRtcOptions options, string option, Exception e)
    {
        var path = options.SectionPath ?? nameof(WebRtcOptions.PeerConnection);
        return ValidateOptionsResult.Fail($"{PeerConnectionOptionsReader.KeyOf(path, option)}: {e.Message}");
    }
}
