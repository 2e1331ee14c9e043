namespace WebRtcNative.Godot;

/// <summary>WebRTCDataChannel.WriteMode: how packets are sent.</summary>
public enum WebRtcWriteMode
{
    /// <summary>WRITE_MODE_TEXT: packets are strings, in UTF-8.</summary>
    Text = 0,

    /// <summary>WRITE_MODE_BINARY: packets are bytes.</summary>
    Binary = 1,
}
