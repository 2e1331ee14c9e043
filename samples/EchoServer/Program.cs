// Sends back what pages and programs send:  dotnet run --project samples/EchoServer   and open http://127.0.0.1:8081
// A client posts its whole offer to /offer and gets the whole answer, so no candidates need to be exchanged.
using WebRtcNative;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:8081");
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a client that never comes costs nothing for longer
    CloseChannelsWhenFailed = true, // and one that vanished ends the loop below
});
var app = builder.Build();
app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "index.html"), "text/html"));
app.MapPost("/offer", AnswerAsync);
await app.RunAsync(); // Ctrl+C closes the connections, and clients see it at once

static async Task<IResult> AnswerAsync(SessionDescription offer, PeerConnectionFactory factory, CancellationToken gone)
{
    var connection = factory.CreatePeerConnection();
    try
    {
        await connection.SetRemoteDescriptionAsync(offer, gone);
        await connection.SetLocalDescriptionAsync(gone);
        var answer = await connection.WaitForGatheringAsync(gone);
        _ = EchoAsync(connection);
        return Results.Ok(answer);
    }
    catch (Exception e)
    {
        connection.Dispose();
        if (e is WebRtcException) // a bad offer
            return Results.BadRequest(e.Message);
        throw;
    }
}

static async Task EchoAsync(PeerConnection connection)
{
    await using var _ = connection;
    try
    {
        if (await connection.AcceptDataChannelAsync() is not { } channel)
            return;
        await foreach (var message in channel.ReadAllAsync())
            await (message.IsText ? channel.SendAsync(message.Text) : channel.SendAsync(message.Data));
    }
    catch (Exception e) when (e is WebRtcException or InvalidOperationException)
    {
        Console.WriteLine($"A client has gone: {e.Message}");
    }
}
