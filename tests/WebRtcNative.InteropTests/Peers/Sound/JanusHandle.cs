using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>A conversation with one of Janus's plugins.</summary>
internal sealed class JanusHandle(JanusServer server, string session, string path)
{
    /// <summary>Sends a message and waits for the plugin's answer to it.</summary>
    public Task AskAsync(JsonObject body) => SendAsync(body, offer: null);

    /// <summary>Sends a message with the connection's whole offer, and sets the answer.</summary>
    public async Task OfferAsync(PeerConnection connection, JsonObject body)
    {
        var answer = await SendAsync(body, await WholeDescription.SetLocalAsync(connection));
        await connection.SetRemoteDescriptionAsync(SessionDescription.FromJson(answer.GetProperty("jsep").GetRawText()));
    }

    private async Task<JsonElement> SendAsync(JsonObject body, SessionDescription? offer)
    {
        var transaction = Guid.NewGuid().ToString();
        var request = new JsonObject { ["janus"] = "message", ["transaction"] = transaction, ["body"] = body };
        if (offer != null)
            request["jsep"] = JsonNode.Parse(offer.ToJson());
        await server.PostAsync(path, request);
        while (true)
        {
            var next = await server.NextAsync(session);
            if (next.GetProperty("janus").GetString() == "event" && next.TryGetProperty("transaction", out var of) && of.GetString() == transaction)
            {
                var data = next.GetProperty("plugindata").GetProperty("data");
                return data.TryGetProperty("error", out var error) ? throw new InvalidOperationException($"Janus refuses: {error}") : next;
            }
        }
    }
}
