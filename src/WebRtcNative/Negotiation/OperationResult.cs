namespace WebRtcNative;

/// <summary>The result of an operation: an error, nothing, a description, or statistics as JSON.</summary>
internal readonly record struct OperationResult(Exception? Error, SdpType Type = default, string Sdp = "", string Stats = "")
{
    public SessionDescription Description => new(Type, Sdp);
}

internal delegate void OperationCompletion(OperationResult result);
