using System.Buffers.Binary;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Messages whose content both sides can work out; the same as Fixtures/browser/content.js.</summary>
internal static class MessageContent
{
    /// <summary>Every byte follows from its position and the length of the whole.</summary>
    public static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)(i ^ ((i >> 8) * 31) ^ length);
        return bytes;
    }

    /// <summary>The number, then bytes that follow from it.</summary>
    public static byte[] Numbered(int number, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)(number * 31));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    /// <summary>The number of such a message; fails when it is not intact.</summary>
    public static int NumberOf(ReadOnlySpan<byte> message, int length)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(message);
        Assert.True(message.SequenceEqual(Numbered(number, length)), $"Message {number} is not intact.");
        return number;
    }
}
