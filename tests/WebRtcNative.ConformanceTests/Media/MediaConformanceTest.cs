using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Base of the pages about sound and pictures: connections with media, tracks, and what they raise.</summary>
public abstract class MediaConformanceTest : ConformanceTest
{
    protected static readonly PeerConnectionOptions WithMedia = new() { Media = true };

    private AudioSource? _sound;
    private VideoSource? _pictures;

    protected PeerConnection NewMediaConnection(EventQueue? queue = null) => NewConnection(WithMedia, queue);

    /// <summary>Two connections with media that tell each other their candidates.</summary>
    private protected CorePair NewMediaPair() => NewPair(WithMedia);

    /// <summary>A track of sound, which is silence: packets flow all the same.</summary>
    protected AudioTrack NewAudio(string id = "") => Own((_sound ??= Own(new AudioSource())).CreateTrack(id));

    /// <summary>A track of pictures, of which there are none.</summary>
    protected VideoTrack NewVideo() => Own((_pictures ??= Own(new VideoSource())).CreateTrack());

    protected MediaStreamTrack NewTrack(MediaKind kind) => kind == MediaKind.Audio ? NewAudio() : NewVideo();

    protected static ConcurrentQueue<TrackReceivedEventArgs> RecordTracks(PeerConnection connection)
    {
        var received = new ConcurrentQueue<TrackReceivedEventArgs>();
        connection.TrackReceived += (_, track) => received.Enqueue(track);
        return received;
    }

    /// <summary>An offer that the offerer has set and the other side has got; ends with the offer.</summary>
    protected static async Task<SessionDescription> OfferAsync(PeerConnection offerer, PeerConnection answerer)
    {
        var offer = await Finish(offerer.SetLocalDescriptionAsync());
        await Finish(answerer.SetRemoteDescriptionAsync(offer));
        return offer;
    }

    /// <summary>The answer to <see cref="OfferAsync"/>.</summary>
    protected static async Task<SessionDescription> AnswerAsync(PeerConnection answerer, PeerConnection offerer)
    {
        var answer = await Finish(answerer.SetLocalDescriptionAsync());
        await Finish(offerer.SetRemoteDescriptionAsync(answer));
        return answer;
    }

    /// <summary>As <see cref="ConformanceTest.AssertInvalidStateAsync"/>, for a call that ends at once.</summary>
    protected static void AssertInvalidState(Action call)
    {
        var error = Record.Exception(call);
        Assert.True(error is InvalidOperationException or WebRtcException { ErrorType: RtcErrorType.InvalidState }, $"{error}");
    }

    /// <summary>InvalidModificationError; a value that the call can see to be wrong is an argument error here.</summary>
    protected static async Task AssertInvalidModificationAsync(Func<Task> call)
    {
        var error = await Record.ExceptionAsync(() => call().WaitAsync(Wait.Deadline));
        Assert.True(error is ArgumentException or WebRtcException { ErrorType: RtcErrorType.InvalidModification }, $"{error}");
    }

    /// <summary>TypeError and RangeError: an argument error, or the engine's.</summary>
    protected static async Task AssertRefusedAsync(Func<Task> call)
    {
        var error = await Record.ExceptionAsync(() => call().WaitAsync(Wait.Deadline));
        Assert.True(error is ArgumentException or WebRtcException, $"{error}");
    }

    /// <summary>Sections of a description.</summary>
    protected static IReadOnlyList<string> Sections(SessionDescription? description)
    {
        Assert.NotNull(description);
        return ["m=" + string.Empty, .. description.Sdp.Split("\r\nm=").Skip(1)];
    }

    /// <summary>Without BUNDLE groups: each section has a transport of its own.</summary>
    protected static SessionDescription WithoutGroups(SessionDescription description) => description with
    {
        Sdp = string.Join("\r\n", description.Sdp.Split("\r\n").Where(line => !line.StartsWith("a=group:", StringComparison.Ordinal))),
    };

    /// <summary>Offer and answer whose sections are not bundled.</summary>
    protected static async Task ExchangeWithoutGroupsAsync(PeerConnection offerer, PeerConnection answerer)
    {
        var offer = await Finish(offerer.SetLocalDescriptionAsync());
        await Finish(answerer.SetRemoteDescriptionAsync(WithoutGroups(offer)));
        var answer = await Finish(answerer.SetLocalDescriptionAsync());
        await Finish(offerer.SetRemoteDescriptionAsync(WithoutGroups(answer)));
    }

    /// <summary>To be asked repeatedly: whether the report meets the condition. If it does not, the next one is asked for.</summary>
    protected static bool Renewed(ref Task<RtcStatsReport> report, Func<CancellationToken, Task<RtcStatsReport>> get, Func<RtcStatsReport, bool> condition)
    {
        if (!report.IsCompleted)
            return false;
        if (condition(report.Result))
            return true;
        report = get(CancellationToken.None);
        return false;
    }

    protected static RtpTransceiverInit In(RtpTransceiverDirection direction) => new() { Direction = direction };
}
