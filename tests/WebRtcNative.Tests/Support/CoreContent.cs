using System.Buffers.Binary;
using WebRtcNative.Godot;

namespace WebRtcNative.Tests.Support;

/// <summary>Messages whose content follows from a number, so that a mix-up of one byte is noticed.</summary>
internal static class CoreContent
{
    public static byte[] Random(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The number itself, then bytes that follow from it.</summary>
    public static byte[] Numbered(int number, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)(number * 31));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    /// <summary>The number of a message that <see cref="Numbered"/> made; fails when it is not intact.</summary>
    public static int NumberOf(ReadOnlySpan<byte> message)
    {
        Assert.True(message.Length >= sizeof(int), $"A numbered message has only {message.Length} bytes.");
        var number = BinaryPrimitives.ReadInt32LittleEndian(message);
        Assert.False(message[sizeof(int)..].ContainsAnyExcept((byte)(number * 31)), $"Message {number} is not intact.");
        return number;
    }

    /// <summary>Everything that waits in a channel.</summary>
    public static List<byte[]> TakeAll(WebRtcDataChannel channel)
    {
        var packets = new List<byte[]>();
        while (channel.GetPacket(out var packet) == WebRtcError.Ok)
            packets.Add(packet);
        return packets;
    }

    /// <summary>Everything that waits in a channel of the core.</summary>
    public static List<byte[]> TakeAll(DataChannel channel)
    {
        var messages = new List<byte[]>();
        while (channel.NextMessageSize is { } size)
        {
            var message = new byte[size];
            Assert.True(channel.TryReceive(message, out _));
            messages.Add(message);
        }
        return messages;
    }
}
