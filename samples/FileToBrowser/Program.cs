// A file plays in a page, without a coder:  dotnet run --project samples/FileToBrowser -- --file film.ivf   and open http://127.0.0.1:8085
// Make one by:  ffmpeg -i film.mp4 -an -c:v libvpx -b:v 1M -g 60 film.ivf   (-g: a key frame each 60 pictures; see PlayAsync)
// or of H.264:  ffmpeg -i film.mp4 -an -c:v libx264 -bf 0 -profile:v baseline -g 60 film.h264
// The page posts its whole offer to /offer and gets the whole answer.
using System.Diagnostics;
using FileToBrowser;
using WebRtcNative;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:8085");
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a page that never comes costs nothing for longer
});
var film = new FilmFile(builder.Configuration["file"] ?? throw new InvalidOperationException("Give a file: --file film.ivf"));
var app = builder.Build();
app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "FileToBrowser.html"), "text/html"));
app.MapPost("/offer", AnswerAsync);
await app.RunAsync(); // Ctrl+C closes the connections, and pages see it at once

async Task<IResult> AnswerAsync(SessionDescription offer, PeerConnectionFactory factory, CancellationToken gone)
{
    var connection = factory.CreatePeerConnection();
    var source = new EncodedVideoSource(film.Codec, null, factory);
    try
    {
        await connection.SetRemoteDescriptionAsync(offer, gone);
        if (!connection.Receivers.Any(receiver => receiver.Track is VideoTrack))
            throw new WebRtcException("The offer has no pictures.", RtcErrorType.InvalidParameter);
        var sender = connection.AddTrack(source.CreateTrack()); // joins the section that the page offered, with the file's codec in front
        await connection.SetLocalDescriptionAsync(gone);
        if (!sender.GetParameters().Codecs.Any(codec => codec.MimeType.EndsWith($"/{film.Codec}", StringComparison.OrdinalIgnoreCase)))
            throw new WebRtcException($"The page cannot show {film.Codec}.", RtcErrorType.InvalidParameter);
        var answer = await connection.WaitForGatheringAsync(gone);
        _ = PlayAsync(connection, film, source);
        return Results.Ok(answer);
    }
    catch (Exception e)
    {
        source.Dispose();
        connection.Dispose();
        if (e is WebRtcException) // a bad offer
            return Results.BadRequest(e.Message);
        throw;
    }
}

// The film's frames at their times, again and again. A page that has lost one cannot go on before a key frame, and a file has those that it has: the
// film continues at its next one, or from its begin.
static async Task PlayAsync(PeerConnection connection, FilmFile film, EncodedVideoSource source)
{
    await using var connectionEnd = connection;
    using var sourceEnd = source;
    var clock = Stopwatch.StartNew();
    var (begin, pause, before) = (TimeSpan.Zero, TimeSpan.FromSeconds(1 / 30.0), TimeSpan.Zero);
    var jumps = true;
    try
    {
        while (connection.ConnectionState is PeerConnectionState.New or PeerConnectionState.Connecting)
            await Task.Delay(20);
        for (var i = 0; connection.ConnectionState is not (PeerConnectionState.Failed or PeerConnectionState.Closed); i = (i + 1) % film.Frames.Count)
        {
            var frame = film.Frames[i];
            jumps |= i == 0 || (source.IsKeyFrameRequested && !frame.IsKey);
            if (jumps && !frame.IsKey)
                continue;
            if (jumps)
                begin = clock.Elapsed + pause - frame.Time; // the picture before stays for as long as others
            else
                pause = frame.Time - before;
            (jumps, before) = (false, frame.Time);
            if (begin + frame.Time - clock.Elapsed is { Ticks: > 0 } early)
                await Task.Delay(early);
            source.TrySend(frame.Bytes.Span, new EncodedVideoFrameInfo { Timestamp = begin + frame.Time });
        }
    }
    catch (Exception e) when (e is ArgumentException or InvalidOperationException)
    {
        Console.WriteLine($"The film has ended: {e.Message}"); // a broken frame
    }
}
