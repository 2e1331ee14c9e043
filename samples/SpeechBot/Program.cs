// A page talks with a speech service through this server, which keeps the key of the service and may add to what is said:
//   dotnet run --project samples/SpeechBot -- --service wss://HOST/v1/realtime?model=NAME --key KEY   and open http://127.0.0.1:8083
// To the page it is as the service itself: one audio section and the data channel "oai-events", offer and answer as plain SDP.
// To the service it is a WebSocket client: the same events in JSON, and 24 kHz PCM in them.
using System.Net.WebSockets;
using SpeechBot;
using WebRtcNative;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:8083");
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a page that never comes costs nothing for longer
    CloseChannelsWhenFailed = true, // and the call of one that vanished ends
});
var app = builder.Build();
var service = new Uri(app.Configuration["service"] ?? throw new InvalidOperationException("Give the address of the service: --service wss://..."));
var key = app.Configuration["key"];
app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "SpeechBot.html"), "text/html"));
app.MapPost("/calls", AnswerAsync);
await app.RunAsync();

async Task<IResult> AnswerAsync(HttpRequest request, PeerConnectionFactory factory, CancellationToken gone)
{
    using var body = new StreamReader(request.Body);
    var offer = new SessionDescription(SdpType.Offer, await body.ReadToEndAsync(gone));
    var socket = new ClientWebSocket();
    if (key != null)
        socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
    var connection = factory.CreatePeerConnection();
    var call = new Call(connection, socket, factory);
    try
    {
        await connection.SetRemoteDescriptionAsync(offer, gone);
        call.AddSound();
        await connection.SetLocalDescriptionAsync(gone);
        var answer = await connection.WaitForGatheringAsync(gone);
        await socket.ConnectAsync(service, gone);
        _ = call.RunAsync();
        return Results.Text(answer.Sdp, "application/sdp", statusCode: StatusCodes.Status201Created);
    }
    catch (Exception e)
    {
        call.Dispose();
        return e switch
        {
            WebRtcException => Results.BadRequest(e.Message), // a bad offer
            WebSocketException => Results.Problem(e.Message, statusCode: StatusCodes.Status502BadGateway),
            _ => throw new InvalidOperationException("The call has failed.", e),
        };
    }
}
