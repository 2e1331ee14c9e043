using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>An object with a tag: a connection, a channel, a transceiver, or a wait for sound or pictures.</summary>
internal interface IEventTarget
{
    /// <summary>Its events are raised in order with those of this connection. Null: they are handled at once, by the thread that takes
    /// them from the queue, and no code of the application is called.</summary>
    PeerConnection? Connection { get; }

    void Handle(EventBody body);
}
