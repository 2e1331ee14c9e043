using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>What has a tag: a connection or a channel.</summary>
internal interface IEventTarget
{
    PeerConnection Connection { get; }

    void Handle(in NativeEvent next);
}
