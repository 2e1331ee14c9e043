namespace WebRtcNative.Signaling.Program.Godot;

/// <summary>The protocol of Godot's demo project networking/webrtc_signaling, so that its client scripts meet here.</summary>
internal static class GodotEndpoint
{
    public static void MapGodotSignaling(this WebApplication app, string pattern)
    {
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15) });
        app.Map(pattern, ServeAsync);
    }

    private static async Task ServeAsync(HttpContext context, GodotLobbies lobbies, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await new GodotClient(socket, lobbies).RunAsync(ended.Token);
    }
}
