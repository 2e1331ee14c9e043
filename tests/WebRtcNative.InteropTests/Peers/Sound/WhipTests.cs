using System.Net;
using System.Text;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>Publishes sound to a WHIP server (RFC 9725) that runs: offer by POST, answer in its response, end by DELETE.</summary>
public sealed class WhipTests(ITestOutputHelper output) : NativeTest
{
    private const string Sdp = "application/sdp";

    [Theory]
    [SoundPeer(SoundPeer.Aiortc)]
    public async Task Publish_Tone_ServerHearsItUntilDelete(string peer)
    {
        using var server = SoundPeer.Named(peer).ServeWhip();
        var voice = Own(new Voice());
        voice.Connection.Transceivers[0].Direction = RtpTransceiverDirection.SendOnly; // section 4.2: who publishes does not receive
        var offer = await WholeDescription.SetLocalAsync(voice.Connection);
        using var http = new HttpClient { Timeout = Wait.Deadline };

        using var content = new StringContent(offer.Sdp, Encoding.UTF8, Sdp);
        using var response = await http.PostAsync(server.Url, content);
        Assert.Equal((HttpStatusCode.Created, Sdp), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var session = new Uri(server.Url, response.Headers.Location!);
        await voice.Connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, await response.Content.ReadAsStringAsync()));

        Assert.Equal(RtpTransceiverDirection.SendOnly, voice.Connection.Transceivers[0].CurrentDirection);
        output.WriteLine($"The server hears {await Voice.HeardAsync(server, Voice.Left, Voice.Left)} dB.");
        using var unchanged = await http.PatchAsync(session, content);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, unchanged.StatusCode);
        using var ended = await http.DeleteAsync(session);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        // The server's end of DTLS is seen here without a word of signaling.
        Wait.Until(
            () => voice.Sender.Transport?.State == DtlsTransportState.Closed,
            () => $"the end of the transport ({voice.Sender.Transport?.State}, {voice.Connection.ConnectionState})");
    }
}
