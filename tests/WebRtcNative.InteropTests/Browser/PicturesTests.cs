using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.InteropTests.Peers.Pictures;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>A page decodes a pattern, and sends what it sees back.</summary>
public abstract class PicturesTests(BrowserFixture browser, ITestOutputHelper output) : BrowserTest(browser)
{
    [BrowserFact]
    public async Task Page_SendsBack_PatternIsSeenInOrder()
    {
        var pair = await StartPairAsync(new BrowserPairOptions { Connection = new PeerConnectionOptions { Media = true } });
        await pair.Browser.EvaluateAsync<bool>(
            "() => { peer.connection.ontrack = ({ track, transceiver }) => { transceiver.direction = 'sendrecv'; transceiver.sender.replaceTrack(track); }; return true; }");
        using var screen = new Screen(pair.Connection);

        var (psnr, latency) = await screen.LookAsync();

        output.WriteLine($"{psnr:F1} dB, {latency:F0} ms");
    }
}
