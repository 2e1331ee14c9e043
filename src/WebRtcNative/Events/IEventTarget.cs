using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>An object with a tag: a connection or a channel.</summary>
internal interface IEventTarget
{
    PeerConnection Connection { get; }

    void Handle(EventBody body);

    /// <summary>Continues the code that awaits exactly this event, inline. False if there is none, or if the event needs a handler
    /// too.</summary>
    bool Release(EventBody body) => false;
}
