using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.InteropTests.Peers.Pictures;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>A page whose worker transforms what it gets and what it sends (Fixtures/browser/transform.js), and this library, which does so on its side: the
/// pattern is seen there, sent back, and seen here.</summary>
public abstract class TransformTests(BrowserFixture browser, ITestOutputHelper output) : BrowserTest(browser)
{
    private const string Set = """
        key => {
            const worker = new Worker("transform.js");
            peer.transformed = {};
            worker.onmessage = ({ data }) => peer.transformed[data.side] = data;
            worker.onerror = ({ message }) => peer.fail(message);
            const transform = side => new RTCRtpScriptTransform(worker, { side, key: key && Uint8Array.from(key) });
            peer.connection.ontrack = ({ track, transceiver }) => {
                transceiver.direction = "sendrecv";
                transceiver.receiver.transform = transform("receiver");
                transceiver.sender.transform = transform("sender");
                transceiver.sender.replaceTrack(track);
            };
        }
        """;

    private static readonly int[] s_key = [.. Enumerable.Range(3, 32)];

    [BrowserFact]
    public Task Loop_PageTurnsFramesBack_PatternIsSeen() => LookAsync(null, Turn, Turn);

    [BrowserFact]
    public Task AesGcm_PageDecryptsAndEncrypts_PatternIsSeen() => LookAsync(s_key, Cipher, Cipher);

    private static RtpTransform Cipher() => RtpTransform.AesGcm([.. s_key.Select(one => (byte)one)]);

    private static RtpTransform Turn() => new(async (transform, stop) =>
    {
        await foreach (var frame in transform.ReadAllAsync(stop))
        {
            for (var i = frame.IsKeyFrame ? 10 : 3; i < frame.Data.Length; i++)
                frame.Data[i] ^= 0x5a;
            transform.Write(frame);
        }
    });

    private async Task LookAsync(int[]? key, Func<RtpTransform> newSending, Func<RtpTransform> newReceiving)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { Connection = new PeerConnectionOptions { Media = true } });
        await pair.Browser.Page.EvaluateAsync(Set, key);
        using var screen = new Screen(pair.Connection);
        using var sending = newSending();
        using var receiving = newReceiving();
        (screen.Transceiver.Sender.Transform, screen.Transceiver.Receiver.Transform) = (sending, receiving);

        var (psnr, latency) = await screen.LookAsync();

        var theirs = await pair.Browser.EvaluateAsync<Dictionary<string, Dictionary<string, object>>>("() => peer.transformed");
        output.WriteLine($"{psnr:F1} dB, {latency:F0} ms; sent {sending.Passed}, received {receiving.Passed}, the page: "
            + string.Join("; ", theirs.Select(side => $"{side.Key}: {string.Join(", ", side.Value)}")));
        Assert.True(sending.Passed >= 20 && receiving.Passed >= 20);
        Assert.Equal(0, sending.Failed + receiving.Failed);
        Assert.All(theirs.Values, side => Assert.Equal(0, Convert.ToInt32(side["failed"])));
        Assert.Equal(["receiver", "sender"], theirs.Keys.Order());
    }
}
