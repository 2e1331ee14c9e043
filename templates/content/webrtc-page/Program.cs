// dotnet run -- --urls http://127.0.0.1:5000   and open that address in a browser
// The page posts its description to /offer; the answer is the response. The program sends the time, and echoes.
using WebRtcNative;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a client that never comes costs nothing for longer
    CloseChannelsWhenFailed = true, // and one that vanished ends the loop below
});
var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
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
        await channel.SendAsync($"Hello from .NET, it is {DateTime.Now:T}.");
        await foreach (var message in channel.ReadAllAsync())
            await (message.IsText ? channel.SendAsync(message.Text) : channel.SendAsync(message.Data));
    }
    catch (Exception e) when (e is WebRtcException or InvalidOperationException)
    {
        Console.WriteLine($"A client has gone: {e.Message}");
    }
}
