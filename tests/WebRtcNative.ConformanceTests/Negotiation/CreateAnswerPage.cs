using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>createAnswer.</summary>
public sealed class CreateAnswerPage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-createAnswer.html";

    [Wpt(Page, "without a remote description there is nothing to answer")]
    public async Task CreateAnswerAsync_NoRemoteDescription_InvalidOperation()
    {
        var connection = NewConnection();

        await AssertInvalidStateAsync(() => connection.CreateAnswerAsync());
    }

    [Wpt(Page, "a remote offer has an answer")]
    public async Task CreateAnswerAsync_RemoteOffer_Answer()
    {
        var connection = NewConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        var answer = await Finish(connection.CreateAnswerAsync());

        Assert.Equal(SdpType.Answer, answer.Type);
        Assert.Contains("m=application", answer.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "a closed connection refuses")]
    public async Task CreateAnswerAsync_Closed_InvalidOperation()
    {
        var connection = NewConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        connection.Close();

        await AssertInvalidStateAsync(() => connection.CreateAnswerAsync());
    }

    [Wpt(Page, "close while the answer is being made",
        Differs = "the task ends with an InvalidOperationException: one that never ends would keep its awaiter for ever")]
    public async Task CreateAnswerAsync_CloseMeanwhile_InvalidOperation()
    {
        // A polled queue that is not polled: the answer cannot have been raised.
        var connection = NewConnection(queue: Own(new EventQueue()));
        var setting = connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync());
        var answering = connection.CreateAnswerAsync();

        connection.Close();

        await AssertInvalidStateAsync(() => answering);
        await AssertInvalidStateAsync(() => setting);
    }
}
