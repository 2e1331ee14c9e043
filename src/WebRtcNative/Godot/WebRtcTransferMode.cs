namespace WebRtcNative.Godot;

/// <summary>MultiplayerPeer.TransferMode: how packets travel.</summary>
public enum WebRtcTransferMode
{
    /// <summary>TRANSFER_MODE_UNRELIABLE: packets may be lost and may arrive in any order.</summary>
    Unreliable = 0,

    /// <summary>TRANSFER_MODE_UNRELIABLE_ORDERED: packets may be lost; those that arrive keep their order.</summary>
    UnreliableOrdered = 1,

    /// <summary>TRANSFER_MODE_RELIABLE: all packets arrive, in order.</summary>
    Reliable = 2,
}
