// One page sends its camera, any number of pages watch:  dotnet run --project samples/MiniSfu   and open http://127.0.0.1:8084
// The server forwards encoded frames: it neither decodes nor encodes. A page posts its whole offer to /send or /watch and gets the whole answer.
using MiniSfu;
using WebRtcNative;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:8084");
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a page that never comes costs nothing for longer
});
builder.Services.AddSingleton<Broadcast>();
var app = builder.Build();
app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "MiniSfu.html"), "text/html"));
app.MapGet("/status", (Broadcast broadcast) => broadcast.GetStatusAsync());
app.MapPost("/send", (SessionDescription offer, Broadcast broadcast, CancellationToken gone) => AnswerAsync(broadcast.AcceptSenderAsync(offer, gone)));
app.MapPost("/watch", (SessionDescription offer, Broadcast broadcast, CancellationToken gone) => AnswerAsync(broadcast.AcceptViewerAsync(offer, gone)));
await app.RunAsync(); // Ctrl+C closes the connections, and pages see it at once

static async Task<IResult> AnswerAsync(Task<SessionDescription> answer)
{
    try
    {
        return Results.Ok(await answer);
    }
    catch (WebRtcException e) // a bad offer
    {
        return Results.BadRequest(e.Message);
    }
}
