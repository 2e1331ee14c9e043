using System.Runtime.InteropServices;
using FileToBrowser;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.SampleTests;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>samples/RecordToFile with its page, whose camera is Chromium's own test picture, and a tone in place of a voice. What was recorded is
/// played by samples/FileToBrowser.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class RecordToFileTests(ChromiumFixture browser) : BrowserTest(browser)
{
    private const int Frequency = 440, Rate = 48_000, HeaderLength = 46;

    // What is made for voices, such as noise suppression, would take a tone for noise.
    private const string PlainMicrophone = """
        () => {
            const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            navigator.mediaDevices.getUserMedia = wanted =>
                get({ ...wanted, audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
        }
        """;

    [BrowserFact]
    public async Task Page_CameraAndTone_AreRecordedAndPlayed()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var folder = Directory.CreateTempSubdirectory("webrtcnative-record-");
        try
        {
            await using var program = await Browser.LaunchAsync(new BrowserSettings { MicrophoneTone = Frequency });
            var page = await program.Browser.NewPageAsync();
            page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
            using (var server = new RunningProgram("RecordToFile", "--urls", "http://127.0.0.1:0", "--folder", folder.FullName))
            {
                await page.GotoAsync(await AddressOf(server, late.Token));
                await page.EvaluateAsync(PlainMicrophone);
                await page.ClickAsync("#record");
                Wait.Until(() => folder.EnumerateFiles("*.ivf").Any(file => file.Length > 100_000), "some pictures");
                await page.ClickAsync("#stop"); // enabled since the connection stands
                await server.ReadUntilAsync(".ivf: ", late.Token);
                server.Terminate();
                Assert.Equal(0, await server.WaitForExitAsync(late.Token));
            }

            CheckSound(Assert.Single(folder.GetFiles("*.wav")));
            var film = Assert.Single(folder.GetFiles("*.ivf"));
            CheckPictures(film);
            using (var server = new RunningProgram("FileToBrowser", "--urls", "http://127.0.0.1:0", "--file", film.FullName))
            {
                await page.GotoAsync(await AddressOf(server, late.Token));
                await page.ClickAsync("#play");
                await MovingPicture.AssertShownAsync(page);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> AddressOf(RunningProgram server, CancellationToken cancellation)
    {
        var line = await server.ReadUntilAsync("Now listening on: ", cancellation);
        return line[line.IndexOf("http://", StringComparison.Ordinal)..];
    }

    private static void CheckPictures(FileInfo file)
    {
        var header = File.ReadAllBytes(file.FullName)[..32];
        MovingPicture.AssertFourByThree(BitConverter.ToInt16(header, 12), BitConverter.ToInt16(header, 14));
        var film = new FilmFile(file.FullName); // throws unless the first frame is a key frame
        Assert.Equal(VideoCodec.Vp8, film.Codec);
        Assert.All(film.Frames.Zip(film.Frames.Skip(1)), pair => Assert.True(pair.Second.Time > pair.First.Time));
        Assert.Equal(BitConverter.ToInt32(header, 24), film.Frames.Count);
        Assert.InRange(film.Frames.Count, 10, 100_000);
    }

    private static void CheckSound(FileInfo file)
    {
        var bytes = File.ReadAllBytes(file.FullName);
        Assert.Equal(bytes.Length, BitConverter.ToInt32(bytes, 4) + 8);
        Assert.Equal(bytes.Length, BitConverter.ToInt32(bytes, HeaderLength - 4) + HeaderLength);
        Assert.Equal(Rate, BitConverter.ToInt32(bytes, 24));
        // At the begin nothing has come yet, and a busy machine's browser may leave gaps: the best 200 ms.
        var samples = MemoryMarshal.Cast<byte, short>(bytes.AsSpan(HeaderLength)).ToArray();
        var loud = samples.Chunk(Rate / 5).Where(chunk => chunk.Max() > 3_000).ToList();
        Assert.NotEmpty(loud);
        Assert.InRange(loud.Max(chunk => Tone.Snr(chunk, Frequency, Rate)), 20, 200);
    }
}
