namespace WebRtcNative;

/// <summary>What has come of an operation: an error, or what it made: nothing, a description or a text.</summary>
internal readonly record struct OperationResult(Exception? Error, SdpType Type = default, string Text = "")
{
    public SessionDescription Description => new(Type, Text);
}

internal delegate void OperationCompletion(OperationResult result);
