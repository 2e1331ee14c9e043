namespace FileDrop;

/// <summary>Candidates for people.</summary>
internal static class CandidateText
{
    public static string Describe(string local, string remote) => $"{Describe(local)} <-> {Describe(remote)}";

    // RFC 8839, section 5.1: candidate:<foundation> <component> <transport> <priority> <address> <port> typ <type> ...
    private static string Describe(string candidate) =>
        candidate.Split(' ') is [_, _, var transport, _, var address, var port, "typ", var type, ..]
            ? $"{type} {address}:{port}/{transport}"
            : candidate;
}
