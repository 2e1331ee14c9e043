namespace WebRtcNative.Interop;

/// <summary>An event taken out of the shim's queue, with its strings copied.</summary>
internal readonly unsafe struct NativeEvent
{
    public readonly wrtc_event_type Type;
    public readonly wrtc_status Status;
    public readonly wrtc_error_type ErrorType;
    public readonly long Tag;
    public readonly long Operation;
    public readonly int Value;
    public readonly int Value2;
    public readonly DataChannelHandle? Channel;
    public readonly string Text1;
    public readonly string Text2;
    public readonly string Text3;

    /// <summary>What is not text: a certificate, or a part of the event log; otherwise empty.</summary>
    public readonly byte[] Bytes;

    public NativeEvent(in wrtc_event source)
    {
        Type = source.type;
        Status = source.status;
        ErrorType = source.error_type;
        Tag = source.tag;
        Operation = source.operation;
        Value = source.value;
        Value2 = source.value2;
        Channel = source.channel == null ? null : new DataChannelHandle(source.channel);
        var isBinary = Type is wrtc_event_type.WRTC_EVENT_DTLS_STATE or wrtc_event_type.WRTC_EVENT_EVENT_LOG;
        Bytes = isBinary ? new ReadOnlySpan<byte>(source.text1.data, source.text1.length).ToArray() : [];
        Text1 = isBinary ? string.Empty : NativeError.Text(source.text1);
        Text2 = NativeError.Text(source.text2);
        Text3 = NativeError.Text(source.text3);
    }

    /// <summary>What an operation or a channel failed with; null when it did not.</summary>
    public Exception? ToException() =>
        Status == wrtc_status.WRTC_OK ? null : NativeError.Translate(Status, ErrorType, Text1);
}
