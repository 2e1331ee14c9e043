using System.Diagnostics;
using System.Text.Json;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.SampleTests;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>samples/FileToBrowser with its page, and films that the engine's own encoders made.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class FileToBrowserTests(ChromiumFixture browser, ITestOutputHelper output) : BrowserTest(browser)
{
    private const int Frames = 45;

    // Watches the film from its begin to its end. A page that asks for a key frame, as at the begin of a call, makes the film begin anew before.
    private const string Watch = """
        async frames => {
            const video = document.getElementById("picture");
            const numberOf = () => {
                const canvas = new OffscreenCanvas(640, 16);
                const context = canvas.getContext("2d");
                context.drawImage(video, 0, 0, 640, 16, 0, 0, 640, 16);
                const pixels = context.getImageData(0, 0, 640, 16).data;
                let number = 0;
                for (let bit = 0; bit < 20; bit++) if (pixels[4 * (8 * 640 + bit * 16 + 8)] > 128) number |= 1 << bit;
                return number;
            };
            for (let before = -1, begins = 0, first = 0, seen = new Set(); ;) {
                const time = await new Promise(next => video.requestVideoFrameCallback(next));
                const number = numberOf();
                if (number < before) {
                    if (begins++ > 0 && before >= frames / 2)
                        return { begins, seen: seen.size, smallest: Math.min(...seen), largest: before, seconds: (time - first) / 1000, width: video.videoWidth };
                    first = time;
                    seen.clear();
                }
                before = number;
                seen.add(number);
            }
        }
        """;

    [BrowserTheory]
    [InlineData("video/VP8", "ivf")]
    [InlineData("video/VP9", "ivf")]
    [InlineData("video/AV1", "ivf")]
    public Task Page_PlaysAFile_AtItsPaceAndAgain(string codec, string extension) => AssertPlaysAsync(codec, extension);

    [BrowserWithOpenH264Fact]
    public Task Page_PlaysAFileOfH264_AtItsPaceAndAgain() => AssertPlaysAsync("video/H264", "h264");

    [Fact]
    public async Task Program_FileThatIsNone_SaysSo()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var path = Path.Combine(AppContext.BaseDirectory, "no-film.ivf");
        await File.WriteAllBytesAsync(path, [.. "DKIF"u8, .. new byte[60]], late.Token);

        var run = await ProgramRun.StartAsync(
            "dotnet", Path.Combine(AppContext.BaseDirectory, "FileToBrowser.dll"), "--urls", "http://127.0.0.1:0", "--file", path);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("is no .ivf file", run.Output, StringComparison.Ordinal);
    }

    private async Task AssertPlaysAsync(string codec, string extension)
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var path = Path.Combine(AppContext.BaseDirectory, $"pattern-{codec[6..]}.{extension}");
        var clock = Stopwatch.StartNew();
        Film.Make(path, codec, Frames);
        var made = clock.Elapsed;
        using var server = new RunningProgram("FileToBrowser", "--urls", "http://127.0.0.1:0", "--file", path);
        var line = await server.ReadUntilAsync("Now listening on: ", late.Token);
        var page = await (await Browser.Shared).Browser.NewPageAsync();
        try
        {
            page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
            await page.GotoAsync(line[line.IndexOf("http://", StringComparison.Ordinal)..]);

            await page.ClickAsync("#play");
            var seen = await page.EvaluateAsync<JsonElement>(Watch, Frames).WaitAsync(Wait.Deadline);

            output.WriteLine($"{made.TotalSeconds:F1} s to make the film; {seen}");
            Assert.Equal(Pattern.Width, seen.GetProperty("width").GetInt32());
            var (smallest, largest) = (seen.GetProperty("smallest").GetInt32(), seen.GetProperty("largest").GetInt32());
            Assert.InRange(largest, Frames / 2, Frames - 1);
            Assert.InRange(seen.GetProperty("seen").GetInt32(), 5, Frames); // a busy machine's browser leaves some out, and shows some late
            var length = (largest - smallest) / 30.0;
            Assert.InRange(seen.GetProperty("seconds").GetDouble(), length * 0.5, (length * 10) + 1);
        }
        finally
        {
            await page.CloseAsync();
        }
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync(late.Token));
    }
}
