using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>The library as a server: answers an offer that is POSTed to it.</summary>
internal sealed class SoundServer : IDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<Voice> _voices = new();

    public SoundServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.MapPost("/", AnswerAsync);
        _application.Start();
    }

    public Uri Url => new(_application.Urls.Single());

    /// <summary>Waits for the peer's call.</summary>
    public Voice Voice()
    {
        Wait.Until(() => !_voices.IsEmpty, "a call");
        return _voices.Single();
    }

    public void Dispose()
    {
        _application.DisposeAsync().AsTask().GetAwaiter().GetResult();
        foreach (var voice in _voices)
            voice.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var offer = await reader.ReadToEndAsync();
        var voice = new Voice();
        _voices.Enqueue(voice);
        await context.Response.WriteAsync(await WholeDescription.AnswerAsync(voice.Connection, offer));
    }
}
