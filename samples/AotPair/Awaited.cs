using WebRtcNative;

namespace AotPair;

/// <summary>Two peers that are awaited: the W3C API.</summary>
internal static class Awaited
{
    /// <summary>Returns the words and the count. Throws if it took longer than five minutes.</summary>
    public static async Task<string> RunAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var alice = new PeerConnection();
        using var bob = new PeerConnection();
        alice.IceCandidateGathered += (_, candidate) => bob.AddIceCandidateAsync(Pass(candidate));
        bob.IceCandidateGathered += (_, candidate) => alice.AddIceCandidateAsync(Pass(candidate));

        using var chat = alice.CreateDataChannel("awaited");
        await bob.SetRemoteDescriptionAsync(await alice.SetLocalDescriptionAsync(deadline.Token), deadline.Token);
        await alice.SetRemoteDescriptionAsync(await bob.SetLocalDescriptionAsync(deadline.Token), deadline.Token);

        await chat.SendAsync("Hello, Bob.", deadline.Token);
        await AnswerAsync(bob, deadline.Token);
        var answer = await chat.ReceiveAsync(deadline.Token) ?? throw new IOException("The channel was closed without an answer.");
        return $"Awaited: {answer.Text} {await CountAsync(alice, deadline.Token)}";
    }

    private static async Task AnswerAsync(PeerConnection connection, CancellationToken cancellation)
    {
        if (await connection.AcceptDataChannelAsync(cancellation) is { } channel && await channel.ReceiveAsync(cancellation) is { } message)
            await channel.SendAsync($"{message.Text} Hello, Alice.", cancellation);
    }

    /// <summary>Through JSON, as it goes over a network.</summary>
    private static IceCandidate Pass(IceCandidate candidate) => IceCandidate.FromJson(candidate.ToJson());

    private static async Task<string> CountAsync(PeerConnection connection, CancellationToken cancellation)
    {
        var report = await connection.GetStatsAsync(cancellation);
        var channel = report.OfType<DataChannelStats>().Single();
        return $"{channel.MessagesSent} sent, {channel.MessagesReceived} received, {report.SelectedCandidatePair?.State}";
    }
}
