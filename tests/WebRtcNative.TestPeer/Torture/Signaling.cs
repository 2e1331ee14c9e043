using System.Globalization;

namespace WebRtcNative.TestPeer;

/// <summary>Lines of a word and, in base 64, a text: "offer", "answer", "candidate" (index, then attribute) and reports.</summary>
internal static class Signaling
{
    private static readonly Lock s_lock = new();

    /// <summary>Answers the received offer, and adds candidates until the input ends.</summary>
    public static async Task AnswerAsync(PeerConnection connection)
    {
        connection.IceCandidateGathered += (_, candidate) => Write("candidate", Format(candidate));
        var (_, offer) = Read(await Console.In.ReadLineAsync() ?? throw new EndOfStreamException());
        await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, offer));
        var answer = await connection.CreateAnswerAsync();
        Write("answer", answer.Sdp);
        await connection.SetLocalDescriptionAsync(answer);
        _ = AddCandidatesAsync(connection);
    }

    /// <summary>Sets the local description, and returns it with all candidates.</summary>
    public static async Task<string> DescribeAsync(PeerConnection connection)
    {
        var gathered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.IceGatheringStateChanged += (_, state) =>
        {
            if (state == IceGatheringState.Complete)
                gathered.TrySetResult();
        };
        await connection.SetLocalDescriptionAsync();
        await gathered.Task;
        return connection.LocalDescription!.Sdp;
    }

    public static void Write(string word, string text)
    {
        lock (s_lock)
        {
            Console.Out.WriteLine(Line(word, text));
            Console.Out.Flush();
        }
    }

    public static string Line(string word, string text) => $"{word} {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))}";

    public static (string Word, string Text) Read(string line)
    {
        var parts = line.Split(' ');
        return (parts[0], System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])));
    }

    public static string Format(IceCandidate candidate) => $"{candidate.SdpMLineIndex} {candidate.Candidate}";

    public static IceCandidate Parse(string text)
    {
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        return new IceCandidate(text[(end + 1)..], null, int.Parse(text[..end], CultureInfo.InvariantCulture));
    }

    private static async Task AddCandidatesAsync(PeerConnection connection)
    {
        while (await Console.In.ReadLineAsync() is { } line)
            await connection.AddIceCandidateAsync(Parse(Read(line).Text));
    }
}
