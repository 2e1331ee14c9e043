using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebRtcNative.Signaling.Server;
using WebRtcNative.Signaling.Server.Hub;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the signaling server to a path of an ASP.NET Core application.</summary>
public static class SignalingEndpointRouteBuilderExtensions
{
    /// <summary>Maps the signaling server to a path.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path, such as <c>/signaling</c>.</param>
    /// <returns>For ASP.NET Core's conventions, such as <c>RequireAuthorization</c> and <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The services lack AddWebRtcSignaling.</exception>
    public static HubEndpointConventionBuilder MapWebRtcSignaling(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.ServiceProvider.GetRequiredService<SignalingMetrics>(); // which nobody else asks for
        var hub = endpoints.MapHub<SignalingHub>(pattern, dispatcher => dispatcher.CloseOnAuthenticationExpiration = true);
        hub.Add(endpoint =>
        {
            if (endpoint.RequestDelegate is { } next)
                endpoint.RequestDelegate = context => CheckOriginAsync(context, next);
        });
        return hub;
    }

    // A browser lets pages of all origins connect to a WebSocket, and says which origin it is.
    private static Task CheckOriginAsync(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var options = context.RequestServices.GetRequiredService<IOptions<SignalingServerOptions>>().Value;
        if (origin.Length == 0 || IsOwn(origin, context.Request) || options.AllowedOrigins.Contains("*")
            || options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return next(context);
        }
        Log.WrongOrigin(context.RequestServices.GetRequiredService<ILogger<SignalingHub>>(), origin);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("Pages of this origin may not connect.");
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
