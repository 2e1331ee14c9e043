using System.Text.Json.Nodes;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>Tones through Janus: sent back as they are, and mixed.</summary>
public sealed class JanusTests(ITestOutputHelper output) : NativeTest
{
    private const double Other = 660;

    [JanusFact]
    public async Task EchoTest_Tone_ComesBack()
    {
        var janus = Own(new JanusServer());
        var voice = Own(new Voice());
        var echo = await janus.AttachAsync("janus.plugin.echotest");
        await echo.OfferAsync(voice.Connection, new JsonObject { ["audio"] = true, ["video"] = false });

        output.WriteLine($"{(await voice.HearAsync(Voice.Left))[0]:F1} dB");

        // Janus reports what it receives once a second.
        Wait.Until(
            () => voice.Connection.GetStatsAsync().GetAwaiter().GetResult().OfType<RemoteInboundRtpStats>().Any(),
            "a report of Janus");
    }

    [JanusFact]
    public async Task AudioBridge_TwoMembers_HearEachOtherAndNotThemselves()
    {
        var janus = Own(new JanusServer());
        var one = Own(new Voice());
        var other = Own(new Voice(Other));
        foreach (var voice in new[] { one, other })
        {
            var bridge = await janus.AttachAsync("janus.plugin.audiobridge");
            await bridge.AskAsync(new JsonObject { ["request"] = "join", ["room"] = 1 });
            await bridge.OfferAsync(voice.Connection, new JsonObject { ["request"] = "configure", ["muted"] = false });
        }

        // Were a member's own tone in the mix, it would be noise as loud as the tone.
        output.WriteLine($"{(await one.HearAsync(Other))[0]:F1} dB, {(await other.HearAsync(Voice.Left))[0]:F1} dB");
    }
}
