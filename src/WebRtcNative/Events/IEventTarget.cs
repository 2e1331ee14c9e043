using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>What has a tag: a connection or a channel.</summary>
internal interface IEventTarget
{
    PeerConnection Connection { get; }

    void Handle(EventBody body);

    /// <summary>Lets whoever waits for just this event go on, here and now. False when there is more to it, or nobody.</summary>
    bool Release(EventBody body) => false;
}
