using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>An object with a tag: a connection or a channel.</summary>
internal interface IEventTarget
{
    PeerConnection Connection { get; }

    void Handle(EventBody body);
}
