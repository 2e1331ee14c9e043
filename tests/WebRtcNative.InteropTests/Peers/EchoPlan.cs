using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>A plan for a peer's client: the channel that it makes, the messages that it sends, and who closes.</summary>
/// <param name="Kind">The channel.</param>
/// <param name="Sizes">Lengths of messages; of each a text and bytes are sent, without waiting for echoes.</param>
/// <param name="Closes">Whether the peer closes the channel after the last echo, or waits for the other side.</param>
internal sealed record EchoPlan(ChannelKind Kind, IReadOnlyList<int> Sizes, bool Closes)
{
    public string ToJson()
    {
        var options = Kind.ToOptions();
        return new JsonObject
        {
            ["ordered"] = options.Ordered,
            ["maxRetransmits"] = options.MaxRetransmits,
            ["sizes"] = JsonSerializer.SerializeToNode(Sizes),
            ["closes"] = Closes,
        }.ToJsonString();
    }
}
