using System.Diagnostics;
using System.Net;
using System.Text.Json;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

/// <summary>samples/SpeechBot between a client as a page is and a speech service.</summary>
public sealed class SpeechBotTests
{
    [Fact]
    public async Task Question_Tone_IsAnsweredAndCanBeInterrupted()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        await using var service = new SpeechService();
        using var bot = Start(service.Url, "--key", SpeechService.Key);
        using var http = await ConnectAsync(bot, late.Token);
        using var connection = new PeerConnection(new PeerConnectionOptions { Media = true });
        using var voice = new AudioSource();
        using var track = voice.CreateTrack();
        connection.AddTrack(track);
        var events = connection.CreateDataChannel("oai-events");
        await CallAsync(http, connection, late.Token);

        var speaking = voice.WriteAsync(Tone.Make(SpeechService.Question, 48_000, TimeSpan.FromMinutes(5)), late.Token);
        using var ears = ((AudioTrack)connection.Receivers[0].Track).OpenReader(
            new AudioReaderOptions { SampleRate = SpeechService.Rate, Buffer = TimeSpan.FromSeconds(1) });
        Assert.Equal("session.created", await NextAsync(events, late.Token));
        await events.SendAsync("""{"type":"session.update"}""", late.Token);
        await UntilAsync(ears, samples => Tone.Snr(samples, SpeechService.Answer, SpeechService.Rate) >= 20, late.Token);

        Assert.True(service.Heard >= 20, $"The service has heard {service.Heard:F1} dB.");
        Assert.Equal("response.output_audio_transcript.done Grüße, 660 Hz", await NextAsync(events, late.Token));
        Assert.Equal("response.done", await NextAsync(events, late.Token)); // it has told all; most of it waits to be heard
        var watch = Stopwatch.StartNew();
        await events.SendAsync("""{"type":"stop"}""", late.Token);
        Assert.Equal("input_audio_buffer.speech_started", await NextAsync(events, late.Token));
        await UntilAsync(ears, samples => samples.All(sample => Math.Abs(sample) < 100), late.Token);

        Assert.True(watch.Elapsed < SpeechService.AnswerLength / 2, $"The interrupted answer went on for {watch.Elapsed.TotalSeconds:F0} s.");
        Assert.Equal(["session.update", "stop"], service.Events);
        bot.Terminate();
        Assert.Equal(0, await bot.WaitForExitAsync(late.Token));
        Assert.Null(await events.ReceiveAsync(late.Token));
        voice.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await speaking);
    }

    [Fact]
    public async Task Call_ServiceRefusesTheKey_IsRefused()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        await using var service = new SpeechService();
        using var bot = Start(service.Url);
        using var http = await ConnectAsync(bot, late.Token);
        using var connection = new PeerConnection(new PeerConnectionOptions { Media = true });
        connection.AddTransceiver(MediaKind.Audio);
        connection.CreateDataChannel("oai-events");
        await connection.SetLocalDescriptionAsync(late.Token);

        using var offer = new StringContent((await connection.WaitForGatheringAsync(late.Token)).Sdp);
        using var response = await http.PostAsync("/calls", offer, late.Token);
        using var nonsense = new StringContent("nonsense");
        using var other = await http.PostAsync("/calls", nonsense, late.Token);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Contains("<title>SpeechBot</title>", await http.GetStringAsync("/", late.Token), StringComparison.Ordinal);
    }

    private static RunningProgram Start(string service, params string[] arguments) => new(
        "SpeechBot", ["--urls", "http://127.0.0.1:0", "--service", service, "--Logging:LogLevel:Microsoft.AspNetCore=Warning", .. arguments]);

    private static async Task<HttpClient> ConnectAsync(RunningProgram bot, CancellationToken late)
    {
        var line = await bot.ReadUntilAsync("Now listening on: ", late);
        return new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]) };
    }

    private static async Task CallAsync(HttpClient http, PeerConnection connection, CancellationToken late)
    {
        await connection.SetLocalDescriptionAsync(late);
        using var offer = new StringContent((await connection.WaitForGatheringAsync(late)).Sdp, null, "application/sdp");
        using var response = await http.PostAsync("/calls", offer, late);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        await connection.SetRemoteDescriptionAsync(
            new SessionDescription(SdpType.Answer, await response.Content.ReadAsStringAsync(late)), late);
    }

    /// <summary>The next event's type and what was said.</summary>
    private static async Task<string> NextAsync(DataChannel events, CancellationToken late)
    {
        var message = await events.ReceiveAsync(late);
        Assert.NotNull(message);
        using var json = JsonDocument.Parse(message.Text);
        var type = json.RootElement.GetProperty("type").GetString()!;
        return json.RootElement.TryGetProperty("transcript", out var transcript) ? $"{type} {transcript.GetString()}" : type;
    }

    /// <summary>Listens until a quarter of a second sounds so.</summary>
    private static async Task UntilAsync(AudioReader ears, Func<short[], bool> sounds, CancellationToken late)
    {
        short[] heard;
        do
        {
            heard = new short[SpeechService.Rate / 4];
            for (var rest = heard.AsMemory(); rest.Length > 0;)
                rest = rest[await ears.ReadAsync(rest, late)..];
        }
        while (!sounds(heard));
    }
}
