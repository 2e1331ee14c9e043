namespace WebRtcNative;

/// <summary>The result of sending a message. Only <see cref="Sent"/> means that it was queued.</summary>
public enum SendResult
{
    /// <summary>The message is queued and will leave in order.</summary>
    Sent = 0,

    /// <summary>The channel is closed or disposed.</summary>
    Closed = 1,

    /// <summary>The channel is not open yet, or is closing.</summary>
    NotOpen = 2,

    /// <summary>The send buffer (16 MiB) is full: try again when <see cref="DataChannel.BufferedAmount"/> has fallen.</summary>
    BufferFull = 3,

    /// <summary>The message is longer than <see cref="DataChannel.MaxMessageSize"/>.</summary>
    TooLarge = 4,
}
