using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Hostile;

/// <summary>A has offered and waits for the answer, which B has ready.</summary>
internal sealed class Answerable : IDisposable
{
    private readonly DataChannel _channel;
    private readonly SessionDescription _answer;

    public Answerable()
    {
        _channel = Pair.A.CreateDataChannel("channel");
        var offer = Pair.Finish(Pair.A.CreateOfferAsync());
        var offered = Pair.B.SetRemoteDescriptionAsync(offer);
        Pair.Finish(Pair.A.SetLocalDescriptionAsync(offer));
        Pair.Finish(offered);
        _answer = Pair.Finish(Pair.B.CreateAnswerAsync());
    }

    public CorePair Pair { get; } = new();

    public static string AnswerOf()
    {
        using var answerable = new Answerable();
        return answerable._answer.Sdp;
    }

    /// <summary>With the real answer.</summary>
    public void Connect()
    {
        var answered = Pair.A.SetRemoteDescriptionAsync(_answer);
        Pair.Finish(Pair.B.SetLocalDescriptionAsync(_answer));
        Pair.Finish(answered);
        Pair.Until(
            () => _channel.State == DataChannelState.Open && Pair.ReceivedByB.FirstOrDefault()?.State == DataChannelState.Open, "open");
        HostileDescriptionTests.Carry(Pair, (_channel, Pair.ReceivedByB.First()));
    }

    public void Dispose() => Pair.Dispose();
}
