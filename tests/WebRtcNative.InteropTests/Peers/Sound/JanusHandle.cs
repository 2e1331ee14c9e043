using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>A conversation with one of Janus's plugins.</summary>
internal sealed class JanusHandle(JanusServer server, string session, string path)
{
    /// <summary>Sends a message and waits for the plugin's answer to it.</summary>
    /// <returns>What the plugin tells.</returns>
    public async Task<JsonElement> AskAsync(JsonObject body) =>
        (await SendAsync(body, description: null)).GetProperty("plugindata").GetProperty("data");

    /// <summary>Sends a message with the connection's whole offer, and sets the answer.</summary>
    public async Task OfferAsync(PeerConnection connection, JsonObject body)
    {
        var answer = await SendAsync(body, await WholeDescription.SetLocalAsync(connection));
        await connection.SetRemoteDescriptionAsync(SessionDescription.FromJson(answer.GetProperty("jsep").GetRawText()));
    }

    /// <summary>Sends a message that is answered with an offer, and answers that with a second message.</summary>
    public async Task AnswerAsync(PeerConnection connection, JsonObject body, JsonObject next)
    {
        var offer = await SendAsync(body, description: null);
        await connection.SetRemoteDescriptionAsync(SessionDescription.FromJson(offer.GetProperty("jsep").GetRawText()));
        await SendAsync(next, await WholeDescription.SetLocalAsync(connection));
    }

    /// <summary>Waits for Janus to tell this of the connection.</summary>
    public async Task UntilAsync(string kind)
    {
        while ((await server.NextAsync(session)).GetProperty("janus").GetString() != kind)
            continue;
    }

    private async Task<JsonElement> SendAsync(JsonObject body, SessionDescription? description)
    {
        var transaction = Guid.NewGuid().ToString();
        var request = new JsonObject { ["janus"] = "message", ["transaction"] = transaction, ["body"] = body };
        if (description != null)
            request["jsep"] = JsonNode.Parse(description.ToJson());
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
