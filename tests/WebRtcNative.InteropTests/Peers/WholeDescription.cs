using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>Negotiation by one exchange of descriptions that have all candidates in them.</summary>
internal static class WholeDescription
{
    private static readonly HttpClient s_http = new() { Timeout = Wait.Deadline };

    /// <summary>Sets the local description and waits until it has all candidates.</summary>
    public static async Task<SessionDescription> SetLocalAsync(PeerConnection connection)
    {
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.IceGatheringStateChanged += (_, state) =>
        {
            if (state == IceGatheringState.Complete)
                complete.TrySetResult();
        };
        await connection.SetLocalDescriptionAsync();
        await complete.Task.WaitAsync(Wait.Deadline);
        return connection.LocalDescription!;
    }

    /// <summary>Offers to the server at the URL, and sets its answer.</summary>
    public static async Task OfferAsync(PeerConnection connection, Uri url)
    {
        var offer = await SetLocalAsync(connection);
        using var content = new StringContent(offer.ToJson());
        using var response = await s_http.PostAsync(url, content);
        response.EnsureSuccessStatusCode();
        await connection.SetRemoteDescriptionAsync(SessionDescription.FromJson(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>The answer to an offer, both as JSON.</summary>
    public static async Task<string> AnswerAsync(PeerConnection connection, string offer)
    {
        await connection.SetRemoteDescriptionAsync(SessionDescription.FromJson(offer));
        return (await SetLocalAsync(connection)).ToJson();
    }
}
