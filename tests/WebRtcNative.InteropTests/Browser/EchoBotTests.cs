using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.SampleTests;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>samples/EchoBot with its page, and a tone in place of a voice.</summary>
public abstract class EchoBotTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const int Frequency = 440;

    // What is made for voices, such as noise suppression, would take a tone for noise.
    private const string PlainMicrophone = """
        const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = () =>
            get({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
        """;

    // Listens for a while. The level on the meter, if the tone is clear in what the page plays (Goertzel's algorithm) and the meter moves;
    // else 0. The sound is recorded and decoded: without a sound card Firefox keeps every AudioContext suspended.
    private const string Hear = """
        async frequency => {
            const audio = document.getElementById("voice");
            if (!audio.srcObject) return 0;
            window.levels ??= new Set();
            levels.add(document.getElementById("level").value);
            const parts = [];
            const recorder = new MediaRecorder(audio.srcObject);
            recorder.ondataavailable = e => parts.push(e.data);
            const stopped = new Promise(next => recorder.onstop = next);
            recorder.start();
            await new Promise(next => setTimeout(next, 700));
            recorder.stop();
            await stopped;
            const recorded = await new Blob(parts).arrayBuffer();
            if (recorded.byteLength === 0) return 0;
            const sound = await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(recorded);
            const samples = sound.getChannelData(0).slice(12000, 24000); // the beginning, while the codec settles, is left out
            let sine = 0, cosine = 0, total = 1e-9;
            samples.forEach((sample, i) => {
                const angle = 2 * Math.PI * frequency * i / 48000;
                sine += sample * Math.sin(angle);
                cosine += sample * Math.cos(angle);
                total += sample * sample;
            });
            const signal = 2 * (sine * sine + cosine * cosine) / samples.length;
            const snr = 10 * Math.log10(signal / Math.max(total - signal, 1e-9));
            return total > 10 && snr >= 20 && levels.size > 1 ? Math.max(...levels) : 0;
        }
        """;

    [BrowserFact]
    public async Task EchoBot_Tone_ComesBackAndTheMeterMoves()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var server = new RunningProgram("EchoBot", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Microsoft.AspNetCore=Warning");
        var line = await server.ReadUntilAsync("Now listening on: ", late.Token);
        await using (var program = await Browser.LaunchAsync(new BrowserSettings { MicrophoneTone = Frequency }))
        {
            var page = await program.Browser.NewPageAsync();
            page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
            await page.GotoAsync(line[line.IndexOf("http://", StringComparison.Ordinal)..]);
            await page.EvaluateAsync($"() => {{ {PlainMicrophone} }}");

            Assert.Equal("Not connected", await page.TextContentAsync("#state"));
            await page.ClickAsync("#talk");
            double level;
            do
            {
                late.Token.ThrowIfCancellationRequested();
                level = await page.EvaluateAsync<double>(Hear, Frequency);
            }
            while (level == 0);

            Assert.InRange(level, 0.05, 1);
            Assert.Equal("connected", await page.TextContentAsync("#state"));
        }

        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync(late.Token));
    }
}
