using Microsoft.Playwright;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>The picture of a page's element with the id "picture".</summary>
internal static class MovingPicture
{
    // Two looks at the picture that differ, neither of them flat. Returns its size.
    private const string Look = """
        async () => {
            const video = document.getElementById("picture");
            const look = () => {
                const canvas = new OffscreenCanvas(64, 48);
                const context = canvas.getContext("2d");
                context.drawImage(video, 0, 0, 64, 48);
                return context.getImageData(0, 0, 64, 48).data;
            };
            const shades = pixels => new Set(pixels.filter((_, i) => i % 4 === 1)).size;
            for (let first = null; ;) {
                await new Promise(next => setTimeout(next, 100));
                if (video.videoWidth === 0) continue;
                const seen = look();
                if (shades(seen) < 3) continue;
                first ??= seen;
                const changed = seen.filter((value, i) => Math.abs(value - first[i]) > 24).length;
                if (changed > 20) return [video.videoWidth, video.videoHeight];
            }
        }
        """;

    /// <summary>Waits until the picture of a fake camera moves. A busy machine's encoder makes it smaller than 640x480.</summary>
    public static async Task AssertShownAsync(IPage page)
    {
        var size = await page.EvaluateAsync<int[]>(Look).WaitAsync(Wait.Deadline);
        AssertFourByThree(size[0], size[1]);
    }

    public static void AssertFourByThree(int width, int height)
    {
        Assert.Equal(4 * height, 3 * width);
        Assert.InRange(width, 160, 640);
    }
}
