using System.Threading.Channels;
using WebRtcNative;

namespace AwaitChat;

internal static class Negotiation
{
    public static async Task RunAsync(PeerConnection connection, IAsyncEnumerable<Signal> inbox, ChannelWriter<Signal> outbox)
    {
        void Tell(string kind, string text) => outbox.TryWrite(new Signal(kind, text));

        var name = Guid.NewGuid().ToString();
        connection.IceCandidateGathered += (_, candidate) => Tell("candidate", candidate.ToJson());
        Tell("hello", name);
        await foreach (var (kind, text) in inbox)
        {
            if (kind == "candidate") // which may come before its description
                await connection.AddIceCandidateAsync(IceCandidate.FromJson(text));
            if (kind == "description")
            {
                var description = SessionDescription.FromJson(text);
                await connection.SetRemoteDescriptionAsync(description);
                if (description.Type == SdpType.Offer)
                    Tell("description", (await connection.SetLocalDescriptionAsync()).ToJson());
            }
            if (kind == "hello" && string.CompareOrdinal(name, text) > 0) // both say it, and one of them has to begin
                Tell("description", (await connection.SetLocalDescriptionAsync()).ToJson());
        }
    }
}
