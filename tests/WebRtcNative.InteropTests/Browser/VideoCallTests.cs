using System.Text.Json;
using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.SampleTests;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>samples/VideoCall with its page, whose camera is Chromium's own test picture.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class VideoCallTests(ChromiumFixture browser) : BrowserTest(browser)
{
    // The sample draws a ball on a blue ground, and what it sees of the page's camera in the lower right corner. Returns what the page sees of that,
    // once the corner is like the camera: how far the ground is from its color, where the ball is in two pictures, and the corner's PSNR.
    private const string Look = """
        async () => {
            const pixelsOf = (id, x, y, width, height, toWidth, toHeight) => {
                const canvas = new OffscreenCanvas(toWidth, toHeight);
                const context = canvas.getContext("2d");
                context.drawImage(document.getElementById(id), x, y, width, height, 0, 0, toWidth, toHeight);
                return context.getImageData(0, 0, toWidth, toHeight).data;
            };
            const psnr = (a, b) => {
                let sum = 0;
                for (let i = 0; i < a.length; i++) if (i % 4 < 3) sum += (a[i] - b[i]) ** 2;
                return 10 * Math.log10(255 * 255 / Math.max(sum / (a.length * 3 / 4), 1e-3));
            };
            const flat = (length, color) => Uint8ClampedArray.from({ length }, (_, i) => color[i % 4]);
            const ballIn = pixels => {
                let x = 0, y = 0, count = 0;
                for (let i = 0; i < pixels.length; i += 4) {
                    if (Math.hypot(pixels[i] - 240, pixels[i + 1] - 80, pixels[i + 2] - 40) > 60) continue;
                    x += i / 4 % 640; y += Math.floor(i / 4 / 640); count++;
                }
                return { x: x / count, y: y / count, count };
            };
            const look = () => {
                const theirs = document.getElementById("theirs"), own = document.getElementById("own");
                if (theirs.videoWidth !== 640 || own.videoWidth === 0) return null;
                const ground = pixelsOf("theirs", 8, 8, 64, 64, 64, 64);
                const camera = pixelsOf("own", 0, 0, own.videoWidth, own.videoHeight, 160, 120);
                const corner = pixelsOf("theirs", 464, 344, 160, 120, 160, 120);
                return {
                    ground: psnr(ground, flat(ground.length, [24, 64, 128, 255])),
                    corner: psnr(corner, camera),
                    cornerOfGround: psnr(corner, flat(corner.length, [24, 64, 128, 255])),
                    ball: ballIn(pixelsOf("theirs", 0, 0, 640, 480, 640, 480)),
                };
            };
            for (let first = null; ;) {
                await new Promise(next => setTimeout(next, 200));
                const seen = look();
                if (!seen || seen.ball.count < 3500 || seen.ground < 30 || seen.corner < 20) continue;
                if (!first) first = seen.ball;
                else if (Math.hypot(first.x - seen.ball.x, first.y - seen.ball.y) > 20)
                    return { ...seen, state: document.getElementById("state").textContent };
            }
        }
        """;

    [BrowserFact]
    public async Task Page_Camera_BothSeeEachOther()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var server = new RunningProgram("VideoCall", "--urls", "http://127.0.0.1:0");
        var line = await server.ReadUntilAsync("Now listening on: ", late.Token);
        var page = await (await Browser.Shared).Browser.NewPageAsync();
        try
        {
            page.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
            await page.GotoAsync(line[line.IndexOf("http://", StringComparison.Ordinal)..]);

            await page.ClickAsync("#call");
            var seen = await page.EvaluateAsync<JsonElement>(Look).WaitAsync(Wait.Deadline);

            Assert.Equal("connected", seen.GetProperty("state").GetString());
            // A circle of 40 pixels' radius; it was looked at where the corner does not cover it.
            Assert.InRange(seen.GetProperty("ball").GetProperty("count").GetInt32(), 3_500, 5_500);
            // The corner is the camera's picture, not the ground.
            Assert.True(seen.GetProperty("corner").GetDouble() > seen.GetProperty("cornerOfGround").GetDouble() + 5, seen.ToString());
        }
        finally
        {
            await page.CloseAsync();
        }
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync(late.Token));
    }
}
