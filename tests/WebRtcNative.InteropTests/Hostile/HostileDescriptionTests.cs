using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Hostile;

/// <summary>Broken SDP from the remote peer is an error or is accepted. In both cases the connection stays usable: it connects
/// with the real peer afterwards, and carries a message.</summary>
public sealed class HostileDescriptionTests : NativeTest
{
    private static readonly SessionDescription s_rollback = new(SdpType.Rollback, "");

    private static readonly Dictionary<string, Func<string, IEnumerable<HostileText>>> s_corpus = new()
    {
        [nameof(MutatedDescriptions.CutBetweenLines)] = MutatedDescriptions.CutBetweenLines,
        [nameof(MutatedDescriptions.CutInLine)] = MutatedDescriptions.CutInLine,
        [nameof(MutatedDescriptions.LineMissing)] = MutatedDescriptions.LineMissing,
        [nameof(MutatedDescriptions.LineTwice)] = MutatedDescriptions.LineTwice,
        [nameof(MutatedDescriptions.LineMoved)] = MutatedDescriptions.LineMoved,
        [nameof(MutatedDescriptions.LineGiant)] = MutatedDescriptions.LineGiant,
        [nameof(MutatedDescriptions.ValueOverwritten)] = MutatedDescriptions.ValueOverwritten,
        [nameof(HandwrittenDescriptions.Fingerprints)] = HandwrittenDescriptions.Fingerprints,
        [nameof(HandwrittenDescriptions.Roles)] = HandwrittenDescriptions.Roles,
        [nameof(HandwrittenDescriptions.Credentials)] = HandwrittenDescriptions.Credentials,
        [nameof(HandwrittenDescriptions.Sctp)] = HandwrittenDescriptions.Sctp,
        [nameof(HandwrittenDescriptions.Sections)] = HandwrittenDescriptions.Sections,
        [nameof(HandwrittenDescriptions.Bundles)] = HandwrittenDescriptions.Bundles,
        [nameof(HandwrittenDescriptions.Attributes)] = HandwrittenDescriptions.Attributes,
        [nameof(HandwrittenDescriptions.Wholes)] = HandwrittenDescriptions.Wholes,
    };

    public static TheoryData<string> Kinds => [.. s_corpus.Keys];

    [Fact]
    public void Corpus_Whole_HasHundredsOfDifferentDescriptions()
    {
        var sdp = Answerable.AnswerOf();

        Assert.InRange(s_corpus.Values.SelectMany(make => make(sdp)).DistinctBy(hostile => hostile.Text).Count(), 200, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SetRemoteDescriptionAsync_HostileOffers_ConnectsAfterwards(string kind)
    {
        using var source = new PeerConnection();
        source.CreateDataChannel("channel");
        var offer = Finish(source.CreateOfferAsync());

        Batch.Run([.. s_corpus[kind](offer.Sdp)], cases =>
        {
            using var pair = new CorePair();
            foreach (var hostile in cases)
                Offer(pair.B, hostile);
            var channels = pair.Open();
            Carry(pair, channels);
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SetRemoteDescriptionAsync_HostileAnswers_ConnectsAfterwards(string kind)
    {
        Batch.Run([.. s_corpus[kind](Answerable.AnswerOf())], cases =>
        {
            var answerable = new Answerable();
            try
            {
                foreach (var hostile in cases)
                {
                    if (!Answer(answerable.Pair.A, hostile))
                        continue;
                    // It is the answer now: only another connection can try the next.
                    answerable.Dispose();
                    answerable = new Answerable();
                }
                answerable.Connect();
            }
            finally
            {
                answerable.Dispose();
            }
        });
    }

    /// <summary>Hostile offers, answered in earnest: where that fails, the offer can be rolled back.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void SetLocalDescriptionAsync_AnswersToHostileOffers_ConnectedOrAsBefore(string kind)
    {
        using var source = new PeerConnection();
        source.CreateDataChannel("channel");
        var offer = Finish(source.CreateOfferAsync());

        Batch.Run([.. s_corpus[kind](offer.Sdp)], cases =>
        {
            var pair = new CorePair();
            try
            {
                foreach (var hostile in cases)
                {
                    if (!OfferAndAnswer(pair.B, hostile))
                        continue;
                    // It is connecting with a peer that does not exist, so another connection has to try the next one.
                    pair.Dispose();
                    pair = new CorePair();
                }
                Carry(pair, pair.Open());
            }
            finally
            {
                pair.Dispose();
            }
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SetRemoteDescriptionAsync_HostileOffersWhileConnected_StaysConnected(string kind)
    {
        Batch.Run([.. s_corpus[kind](Renegotiation())], cases =>
        {
            using var pair = new CorePair();
            var channels = pair.Open();
            // A peer may reject its own section, which closes the channels.
            foreach (var hostile in cases.Where(hostile => !hostile.Text.Contains("m=application 0 ", StringComparison.Ordinal)))
                Offer(pair.B, hostile);
            pair.Negotiate();
            Carry(pair, channels);
        });

        static string Renegotiation()
        {
            using var pair = new CorePair();
            pair.Open();
            return pair.Finish(pair.A.CreateOfferAsync()).Sdp;
        }
    }

    // Stable before and after.
    private static void Offer(PeerConnection connection, HostileText hostile)
    {
        var error = Try(() => connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, hostile.Text)));
        hostile.Judge(error);
        if (error == null)
        {
            (hostile with { Verdict = Verdict.Either }).Judge(Try(() => connection.CreateAnswerAsync()));
            Finish(connection.SetRemoteDescriptionAsync(s_rollback));
        }
        Assert.True(connection.SignalingState == SignalingState.Stable, $"{hostile.Name}: {connection.SignalingState}, {error?.Message}");
    }

    // True when it has been answered.
    private static bool OfferAndAnswer(PeerConnection connection, HostileText hostile)
    {
        if (Try(() => connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, hostile.Text))) != null)
            return false;
        var error = Try(() => connection.SetLocalDescriptionAsync());
        (hostile with { Verdict = Verdict.Either }).Judge(error);
        if (error != null)
            Finish(connection.SetRemoteDescriptionAsync(s_rollback));
        return error == null;
    }

    // True when it has become the answer.
    private static bool Answer(PeerConnection connection, HostileText hostile)
    {
        var error = Try(() => connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, hostile.Text)));
        hostile.Judge(error);
        var expected = error == null ? SignalingState.Stable : SignalingState.HaveLocalOffer;
        Assert.True(connection.SignalingState == expected, $"{hostile.Name}: {connection.SignalingState}");
        return error == null;
    }

    private static Exception? Try(Func<Task> call) => Record.Exception(() => Finish(call()));

    private static void Finish(Task task) => task.WaitAsync(Wait.Deadline).GetAwaiter().GetResult();

    private static T Finish<T>(Task<T> task) => task.WaitAsync(Wait.Deadline).GetAwaiter().GetResult();

    internal static void Carry(CorePair pair, (DataChannel A, DataChannel B) channels)
    {
        channels.A.Send("a message");
        channels.B.Send("another");
        pair.Until(() => channels.A.AvailableMessageCount > 0 && channels.B.AvailableMessageCount > 0, "a message each way");
        Assert.True(channels.A.TryReceive(new byte[100], out var atA) && channels.B.TryReceive(new byte[100], out var atB)
            && (atB.Length, atA.Length) == ("a message".Length, "another".Length));
    }
}
