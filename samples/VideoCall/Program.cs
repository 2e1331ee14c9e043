// A page and a program see each other:  dotnet run --project samples/VideoCall   and open http://127.0.0.1:8083
// The program draws a moving picture, with what it sees of the page's camera in a corner. The page posts its whole offer to /offer and gets the
// whole answer.
using System.Diagnostics;
using SkiaSharp;
using WebRtcNative;

const int Width = 640, Height = 480;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:8083");
builder.Services.AddWebRtc(options => options.PeerConnection = options.PeerConnection with
{
    ConnectTimeout = TimeSpan.FromSeconds(30), // a page that never comes costs nothing for longer
});
var app = builder.Build();
app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "index.html"), "text/html"));
app.MapPost("/offer", AnswerAsync);
await app.RunAsync(); // Ctrl+C closes the connections, and pages see it at once

static async Task<IResult> AnswerAsync(SessionDescription offer, PeerConnectionFactory factory, CancellationToken gone)
{
    var connection = factory.CreatePeerConnection();
    var canvas = new VideoSource(null, factory);
    try
    {
        await connection.SetRemoteDescriptionAsync(offer, gone);
        if (connection.Receivers.Select(receiver => receiver.Track).OfType<VideoTrack>().FirstOrDefault() is not { } camera)
            throw new WebRtcException("The offer has no pictures.", RtcErrorType.InvalidParameter);
        connection.AddTrack(canvas.CreateTrack()); // joins the section that the page offered
        await connection.SetLocalDescriptionAsync(gone);
        var answer = await connection.WaitForGatheringAsync(gone);
        _ = DrawAsync(connection, camera.OpenReader(), canvas);
        return Results.Ok(answer);
    }
    catch (Exception e)
    {
        canvas.Dispose();
        connection.Dispose();
        if (e is WebRtcException) // a bad offer
            return Results.BadRequest(e.Message);
        throw;
    }
}

static async Task DrawAsync(PeerConnection connection, VideoReader camera, VideoSource canvas)
{
    await using var connectionEnd = connection;
    using var cameraEnd = camera;
    using var canvasEnd = canvas;
    using var seen = new Seen();
    using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / 30.0));
    var clock = Stopwatch.StartNew();
    while (connection.ConnectionState is not (PeerConnectionState.Failed or PeerConnectionState.Closed)
        && !camera.HasEnded && await timer.WaitForNextTickAsync())
    {
        seen.Update(camera);
        if (!canvas.TryRent(Width, Height, VideoPixelFormat.Bgra, out var buffer))
            continue; // nobody looks
        using (buffer)
        {
            Draw(buffer, seen.Picture, clock.Elapsed.TotalSeconds);
            buffer.TrySend(clock.Elapsed);
        }
    }
}

static void Draw(VideoBuffer buffer, SKBitmap? seen, double seconds)
{
    var format = new SKImageInfo(Width, Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
    using var surface = SKSurface.Create(format, buffer.GetPointer(0), buffer.GetStride(0)); // draws into the rented memory
    using var ball = new SKPaint { Color = new SKColor(240, 80, 40), IsAntialias = true };
    surface.Canvas.Clear(new SKColor(24, 64, 128));
    surface.Canvas.DrawCircle(
        (Width / 2) + (float)(200 * Math.Cos(seconds)), (Height / 2) + (float)(120 * Math.Sin(2 * seconds)), 40, ball);
    if (seen != null)
        surface.Canvas.DrawBitmap(seen, new SKRect(Width - 176, Height - 136, Width - 16, Height - 16));
}

/// <summary>The newest picture of a camera, for Skia.</summary>
internal sealed class Seen : IDisposable
{
    private SKBitmap? _bitmap;

    public SKBitmap? Picture { get; private set; }

    public void Update(VideoReader camera)
    {
        if (TryCopy(camera, out var info) || info.Width == 0)
            return;
        // The page's camera has another size now.
        _bitmap?.Dispose();
        _bitmap = new SKBitmap(new SKImageInfo(info.Width, info.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        TryCopy(camera, out _);
    }

    public void Dispose() => _bitmap?.Dispose();

    private bool TryCopy(VideoReader camera, out VideoFrameInfo info)
    {
        var pixels = _bitmap == null ? default : _bitmap.GetPixelSpan();
        if (!camera.TryCopyLatest(pixels, VideoPixelFormat.Bgra, out info))
            return false;
        Picture = _bitmap;
        return true;
    }
}
