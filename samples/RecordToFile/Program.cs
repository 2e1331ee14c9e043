// What a page sends becomes files:  dotnet run --project samples/RecordToFile -- --folder recordings   and open http://127.0.0.1:8086
// Pictures are written as they come, encoded, to an .ivf file, and sound to a .wav file. The page posts its whole offer to /offer and gets the
// whole answer.
using System.Collections.Concurrent;
using RecordToFile;
using WebRtcNative;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:8086");
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a page that never comes costs nothing for longer
});
var folder = Directory.CreateDirectory(builder.Configuration["folder"] ?? "recordings").FullName;
var recordings = new ConcurrentBag<Task>();
var app = builder.Build();
app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "RecordToFile.html"), "text/html"));
app.MapPost("/offer", AnswerAsync);
await app.RunAsync(); // Ctrl+C closes the connections, which ends the recordings
await Task.WhenAll(recordings);

async Task<IResult> AnswerAsync(SessionDescription offer, PeerConnectionFactory factory, CancellationToken gone)
{
    var connection = factory.CreatePeerConnection();
    Recording? recording = null;
    try
    {
        await connection.SetRemoteDescriptionAsync(offer, gone);
        var name = Path.Combine(folder, $"{DateTime.UtcNow:yyyyMMdd-HHmmss-fff}-{Guid.NewGuid().ToString()[..4]}");
        recording = new Recording(connection, name);
        await connection.SetLocalDescriptionAsync(gone);
        var answer = await connection.WaitForGatheringAsync(gone);
        recordings.Add(recording.RunAsync());
        return Results.Ok(answer);
    }
    catch (Exception e)
    {
        recording?.Dispose();
        connection.Dispose();
        if (e is WebRtcException) // a bad offer
            return Results.BadRequest(e.Message);
        throw;
    }
}
