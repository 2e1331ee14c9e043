using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests.Tool;

/// <summary>call, record and play: with a page in Chromium, and between processes.</summary>
public sealed class CallTests : IDisposable
{
    private const int Rate = 48_000;

    // Once the picture moves and the tone is heard: the size of the picture, its color in the second bar, and the tone's frequency.
    private const string Look = """
        async () => {
            const video = document.getElementById("theirs");
            const context = new AudioContext(), analyser = context.createAnalyser();
            analyser.fftSize = 8192;
            context.createMediaStreamSource(video.srcObject).connect(analyser);
            const bins = new Float32Array(analyser.frequencyBinCount);
            const canvas = new OffscreenCanvas(640, 480).getContext("2d", { willReadFrequently: true });
            for (let first = video.currentTime; ;) {
                await new Promise(next => setTimeout(next, 100));
                analyser.getFloatFrequencyData(bins);
                const peak = bins.indexOf(Math.max(...bins));
                if (video.videoWidth === 0 || video.currentTime < first + 1 || bins[peak] < -40) continue;
                canvas.drawImage(video, 0, 0, 640, 480);
                const color = [...canvas.getImageData(120, 240, 1, 1).data];
                return { width: video.videoWidth, height: video.videoHeight, color, tone: peak * context.sampleRate / 8192 };
            }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("webrtcnative-call-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ChromiumFact]
    public async Task Call_Page_BothSeeAndHearEachOther()
    {
        using var call = new ToolRun("call");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.LaunchAsync(playwright);
        var page = await OpenAsync(browser, call);

        var seen = await page.EvaluateAsync<Seen>(Look).WaitAsync(Wait.ProgramDeadline);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(AppContext.BaseDirectory, "pictures", "call.png") });
        var report = await call.ReadOutputUntilAsync(new Regex(@"sound -[\d.]+ dB; picture \d+x\d+, [\d.]+/s; [\d.]+ [kM]?B/s"));
        await page.CloseAsync();

        (await call.EndAsync()).AssertExitCode(0);
        // A busy machine's encoder makes the picture smaller.
        Assert.Equal(4 * seen.Height, 3 * seen.Width);
        Assert.InRange(seen.Width, 160, 640);
        Assert.InRange(seen.Tone, 420, 460);
        // Yellow of 75 %.
        Assert.True(seen.Color[0] > 150 && seen.Color[1] > 150 && seen.Color[2] < 80, string.Join(' ', seen.Color));
        Assert.NotEmpty(report);
    }

    [ChromiumFact]
    public async Task Record_Page_WritesItsSoundAndPictures()
    {
        var name = Path.Combine(_folder, "page");
        using var record = new ToolRun("record", name, "--seconds", "5");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.LaunchAsync(playwright);
        await OpenAsync(browser, record);

        (await record.EndAsync()).AssertExitCode(0);

        var samples = ReadWav($"{name}.wav");
        Assert.InRange(samples.Length, Rate, 20 * Rate);
        Assert.Contains(samples, sample => Math.Abs((int)sample) > 1000); // Chromium's beeps
        Assert.InRange(new FileInfo($"{name}.y4m").Length, 10 * 640 * 480 * 3 / 2 / 4, long.MaxValue);
        Assert.StartsWith("YUV4MPEG2 W", Encoding.ASCII.GetString(File.ReadAllBytes($"{name}.y4m")[..11]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlayAndRecord_BetweenProcesses_TheFilesAreAlike()
    {
        var (played, recorded) = (Path.Combine(_folder, "played"), Path.Combine(_folder, "recorded"));
        WriteWav($"{played}.wav", Tone.Make(1000, Rate, TimeSpan.FromSeconds(3)));
        WriteY4m($"{played}.y4m", 320, 240, 90, luma: 160);
        await using var server = await ToolSignaling.StartAsync();
        using var record = new ToolRun(["record", recorded, "--room", "studio", .. server.Options]);
        await record.ReadUntilAsync("Room: ");

        var play = await ToolRun.RunAsync("", ["play", $"{played}.wav", $"{played}.y4m", "--room", "studio", .. server.Options]);
        var end = await record.EndAsync();

        play.AssertExitCode(0);
        end.AssertExitCode(0);
        var samples = ReadWav($"{recorded}.wav");
        var loud = Array.FindIndex(samples, sample => Math.Abs((int)sample) > 8000);
        Assert.True(loud >= 0, end.Remarks);
        // Well within the tone, whose beginning the jitter buffer may stretch.
        Assert.InRange(Tone.Snr(samples.AsSpan(loud + Rate / 2, Rate), 1000, Rate), 15, double.MaxValue);
        var pictures = File.ReadAllBytes($"{recorded}.y4m");
        var header = Array.IndexOf(pictures, (byte)'\n') + 1;
        Assert.StartsWith("YUV4MPEG2 W320 H240 F30:1", Encoding.ASCII.GetString(pictures[..header]), StringComparison.Ordinal);
        const int Frame = 6 + 320 * 240 * 3 / 2;
        Assert.Equal(0, (pictures.Length - header) % Frame);
        Assert.InRange((pictures.Length - header) / Frame, 30, 150);
        Assert.InRange(pictures[header + 6 + 320 * 120 + 160], 150, 170);
    }

    [Fact]
    public async Task Record_Interrupted_KeepsAWholeFile()
    {
        var recorded = Path.Combine(_folder, "interrupted");
        await using var server = await ToolSignaling.StartAsync();
        using var record = new ToolRun(["record", recorded, "--room", "studio", .. server.Options]);
        await record.ReadUntilAsync("Room: ");
        using var call = new ToolRun(["call", "studio", .. server.Options]);
        await record.ReadOutputUntilAsync(new Regex(@"sound -[\d.]+ dB; picture \d+x\d+"));

        record.Signal("INT");

        (await record.EndAsync()).AssertExitCode(130);
        (await call.EndAsync()).AssertExitCode(0);
        Assert.NotEmpty(ReadWav($"{recorded}.wav"));
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, ToolRun tool)
    {
        var address = (await tool.ReadUntilAsync("Page here: ")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
        await page.GotoAsync(address);
        await page.ClickAsync("#call");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("connected", new() { Timeout = (float)Wait.Deadline.TotalMilliseconds });
        return page;
    }

    private static short[] ReadWav(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("RIFF", Encoding.ASCII.GetString(bytes[..4]));
        Assert.Equal(bytes.Length - 8, BitConverter.ToInt32(bytes, 4));
        Assert.Equal(bytes.Length - 44, BitConverter.ToInt32(bytes, 40));
        Assert.Equal(Rate, BitConverter.ToInt32(bytes, 24));
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(bytes.AsSpan(44)).ToArray();
    }

    // With a chunk that players pass over.
    private static void WriteWav(string path, short[] samples)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write("RIFF"u8);
        file.Write(48 + samples.Length * 2);
        file.Write("WAVELIST"u8);
        file.Write(3);
        file.Write("abc\0"u8);
        file.Write("fmt "u8);
        file.Write(16);
        file.Write((short)1);
        file.Write((short)1);
        file.Write(Rate);
        file.Write(Rate * 2);
        file.Write((short)2);
        file.Write((short)16);
        file.Write("data"u8);
        file.Write(samples.Length * 2);
        foreach (var sample in samples)
            file.Write(sample);
    }

    private static void WriteY4m(string path, int width, int height, int count, byte luma)
    {
        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{width} H{height} F30:1 C420jpeg\n"));
        var picture = new byte[width * height * 3 / 2];
        picture.AsSpan().Fill(128);
        picture.AsSpan(0, width * height).Fill(luma);
        for (var i = 0; i < count; i++)
        {
            file.Write("FRAME\n"u8);
            file.Write(picture);
        }
    }

    private sealed class Seen
    {
        public int Width { get; set; }

        public int Height { get; set; }

        public int[] Color { get; set; } = [];

        public double Tone { get; set; }
    }
}

/// <summary>A test that is skipped where Chromium is missing.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    /// <summary>Looks for Chromium.</summary>
    public ChromiumFactAttribute() => Skip = ChromiumBrowser.Missing;
}
