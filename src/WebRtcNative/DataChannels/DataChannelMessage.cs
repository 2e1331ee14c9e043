using System.Text;

namespace WebRtcNative;

/// <summary>A received message, in memory of its own: the data of a MessageEvent (WebRTC 1.0, section 6.3).</summary>
public sealed class DataChannelMessage
{
    private string? _text;

    internal DataChannelMessage(ReadOnlyMemory<byte> data, in MessageInfo info)
    {
        Data = data;
        IsText = info.IsText;
        ArrivalTime = info.ArrivalTime;
    }

    /// <summary>The bytes; UTF-8 for a text. May be empty.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Whether the message was sent as a string.</summary>
    public bool IsText { get; }

    /// <summary>The bytes decoded as UTF-8, with U+FFFD for invalid ones; meant for text messages. Decoded on first use.</summary>
    public string Text => _text ??= Encoding.UTF8.GetString(Data.Span);

    /// <summary>Time of the message's arrival from the engine, in UTC, by the system's clock.</summary>
    public DateTimeOffset ArrivalTime { get; }
}
