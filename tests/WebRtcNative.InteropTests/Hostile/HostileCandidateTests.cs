using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Hostile;

/// <summary>Broken candidates from the remote peer, before and while two peers connect, and afterwards.</summary>
public sealed class HostileCandidateTests : NativeTest
{
    private const string Real = "candidate:1467250027 1 udp 2122260223 127.0.0.1 20000 typ host generation 0 ufrag EsAw network-id 3 network-cost 10";

    private static readonly Dictionary<string, Func<string, IEnumerable<HostileText>>> s_corpus = new()
    {
        [nameof(HostileCandidates.Cut)] = HostileCandidates.Cut,
        [nameof(HostileCandidates.PartMissing)] = HostileCandidates.PartMissing,
        [nameof(HostileCandidates.PartOverwritten)] = HostileCandidates.PartOverwritten,
        [nameof(HostileCandidates.Handwritten)] = HostileCandidates.Handwritten,
    };

    public static TheoryData<string> Kinds => [.. s_corpus.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AddIceCandidateAsync_HostileCandidates_ConnectsAllTheSame(string kind) =>
        Batch.Run([.. s_corpus[kind](Real)], cases =>
        {
            using var pair = new CorePair();
            foreach (var hostile in cases)
                AddEarly(pair.B, hostile);
            pair.A.CreateDataChannel("first");
            pair.Negotiate();
            foreach (var hostile in cases)
                AddAndRemove(pair.B, hostile);
            var channels = pair.Open();
            foreach (var hostile in cases)
                AddAndRemove(pair.A, hostile);
            HostileDescriptionTests.Carry(pair, channels);
        });

    [Fact]
    public void AddIceCandidateAsync_HostilePlaces_ConnectsAllTheSame()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("first");
        pair.Negotiate();
        (string? Mid, int? Index)[] places =
        [
            ("nothing", null), ("nothing", 0), ("", 7), (null, 7), (null, int.MaxValue), ("0", int.MaxValue), ("0\0", null), ("\uD800", null),
            (new string('m', 1_000_000), null), ("0", -1), (null, -1), ("", -2), ("0", int.MinValue), (null, null), ("", null),
        ];
        foreach (var (mid, index) in places)
        {
            var hostile = new HostileText($"mid {mid?[..Math.Min(mid.Length, 20)]}, index {index}", Real);
            AddAndRemove(pair.B, hostile, mid, index);
        }

        HostileDescriptionTests.Carry(pair, pair.Open());
    }

    // Kept until there is a remote description: what cannot be parsed is refused at once.
    private static void AddEarly(PeerConnection connection, HostileText hostile) =>
        hostile.Judge(Try(() => connection.AddIceCandidateAsync(new IceCandidate(hostile.Text, "0", 0))));

    private static void AddAndRemove(PeerConnection connection, HostileText hostile, string? mid = "0", int? index = 0)
    {
        // A candidate that parses may still be useless: its kind or address cannot be connected to.
        var outcome = hostile with { Verdict = hostile.Verdict == Verdict.Refused ? Verdict.Refused : Verdict.Either };
        var candidate = new IceCandidate(hostile.Text, mid, index);
        outcome.Judge(Try(() => connection.AddIceCandidateAsync(candidate)));
        outcome.Judge(Try(() => connection.RemoveIceCandidateAsync(candidate)));
    }

    private static Exception? Try(Func<Task> call) =>
        Record.Exception(() => call().WaitAsync(Wait.Deadline).GetAwaiter().GetResult());
}
