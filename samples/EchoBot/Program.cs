// Says what it hears:  dotnet run --project samples/EchoBot   and open http://127.0.0.1:8082
// The page posts its whole offer to /offer and gets the whole answer, so no candidates need to be exchanged.
using System.Globalization;
using WebRtcNative;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:8082");
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a page that never comes costs nothing for longer
    CloseChannelsWhenFailed = true, // and one that vanished ends the loops below
});
var app = builder.Build();
app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "EchoBot.html"), "text/html"));
app.MapPost("/offer", AnswerAsync);
await app.RunAsync(); // Ctrl+C closes the connections, and pages see it at once

static async Task<IResult> AnswerAsync(SessionDescription offer, PeerConnectionFactory factory, CancellationToken gone)
{
    var connection = factory.CreatePeerConnection();
    var voice = new AudioSource(new AudioSourceOptions { BufferLimit = TimeSpan.FromMilliseconds(200) }, factory);
    try
    {
        await connection.SetRemoteDescriptionAsync(offer, gone);
        if (connection.Receivers.Select(receiver => receiver.Track).OfType<AudioTrack>().FirstOrDefault() is not { } microphone)
            throw new WebRtcException("The offer has no sound.", RtcErrorType.InvalidParameter);
        connection.AddTrack(voice.CreateTrack()); // joins the section that the page offered
        await connection.SetLocalDescriptionAsync(gone);
        var answer = await connection.WaitForGatheringAsync(gone);
        _ = EchoAsync(connection, microphone.OpenReader(), voice);
        return Results.Ok(answer);
    }
    catch (Exception e)
    {
        voice.Dispose();
        connection.Dispose();
        if (e is WebRtcException) // a bad offer
            return Results.BadRequest(e.Message);
        throw;
    }
}

static async Task EchoAsync(PeerConnection connection, AudioReader ears, AudioSource voice)
{
    await using var connectionEnd = connection;
    using var earsEnd = ears;
    using var voiceEnd = voice;
    try
    {
        if (await connection.AcceptDataChannelAsync() is not { } meter)
            return;
        var block = new short[ears.SampleRate / 50];
        while (await ears.ReadAsync(block) is > 0 and var read)
        {
            await voice.WriteAsync(block.AsMemory(0, read));
            await meter.SendAsync(ears.Level.ToString(CultureInfo.InvariantCulture)); // 0 to 1
        }
    }
    catch (Exception e) when (e is WebRtcException or InvalidOperationException)
    {
        Console.WriteLine($"A page has gone: {e.Message}");
    }
}
