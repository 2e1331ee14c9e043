using System.Text;

namespace WebRtcNative;

/// <summary>A message that was received, in memory of its own: the data of a MessageEvent (WebRTC 1.0, section 6.3).</summary>
public sealed class DataChannelMessage
{
    private string? _text;

    internal DataChannelMessage(ReadOnlyMemory<byte> data, in MessageInfo info)
    {
        Data = data;
        IsText = info.IsText;
        ArrivalTime = info.ArrivalTime;
    }

    /// <summary>The bytes; of a text, its UTF-8. May be empty.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Whether it was sent as a string.</summary>
    public bool IsText { get; }

    /// <summary>The bytes read as UTF-8, where U+FFFD stands for what is not; meant for messages that are text. Decoded when
    /// it is first asked for.</summary>
    public string Text => _text ??= Encoding.UTF8.GetString(Data.Span);

    /// <summary>When it came out of the engine, in UTC, by the system's clock.</summary>
    public DateTimeOffset ArrivalTime { get; }
}
