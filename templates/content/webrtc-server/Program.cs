// dotnet run -- --urls http://0.0.0.0:5000     for other machines too; without it for this machine
//   /signaling   rooms, for WebRtcNative.Signaling (the template webrtc-console) and the JavaScript client
//   /offer       POST a description as JSON: the answer is the response, and this program echoes what the channel brings
//   /health      for load balancers
using WebRtcNative;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddWebRtcSignaling(builder.Configuration.GetSection("Signaling"));
builder.Services.AddHealthChecks();
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a client that never comes costs nothing for longer
    CloseChannelsWhenFailed = true, // and one that vanished ends the loop below
});
var app = builder.Build();
app.MapWebRtcSignaling("/signaling");
app.MapHealthChecks("/health");
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
