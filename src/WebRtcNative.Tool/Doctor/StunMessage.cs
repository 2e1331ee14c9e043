using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace WebRtcNative.Tool.Doctor;

/// <summary>What an answer to a binding request says.</summary>
/// <param name="Mapped">The asking socket's address as the server sees it.</param>
/// <param name="Other">The server's other address, by which it can answer too (RFC 5780); null if it has none.</param>
internal sealed record StunReply(IPEndPoint Mapped, IPEndPoint? Other);

/// <summary>From where a server is to answer (RFC 5780, section 7.2).</summary>
[Flags]
internal enum StunChange
{
    None = 0,
    Port = 2,
    Address = 4,
}

/// <summary>Binding requests and their responses (RFC 8489, section 5).</summary>
internal static class StunMessage
{
    private const int HeaderLength = 20;
    private const uint Cookie = 0x2112A442;
    private const ushort ChangeRequest = 0x0003, XorMappedAddress = 0x0020, OtherAddress = 0x802C;

    public static byte[] Request(StunChange change)
    {
        var request = new byte[change == StunChange.None ? HeaderLength : HeaderLength + 8];
        BinaryPrimitives.WriteUInt16BigEndian(request, 1); // binding request
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(2), (ushort)(request.Length - HeaderLength));
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(4), Cookie);
        RandomNumberGenerator.Fill(request.AsSpan(8, 12));
        if (change == StunChange.None)
            return request;
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(20), ChangeRequest);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(22), 4);
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(24), (uint)change);
        return request;
    }

    /// <summary>Null for anything else than a success response to the request.</summary>
    public static StunReply? Read(ReadOnlySpan<byte> response, ReadOnlySpan<byte> request)
    {
        if (response.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(response) != 0x0101 || !response[4..20].SequenceEqual(request[4..20]))
            return null;
        IPEndPoint? mapped = null, other = null;
        for (var rest = response[HeaderLength..]; rest.Length >= 4;)
        {
            var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(rest), BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
            if (rest.Length < 4 + length)
                return null;
            if (type == XorMappedAddress)
                mapped = Address(rest.Slice(4, length), response[4..20]);
            else if (type == OtherAddress)
                other = Address(rest.Slice(4, length), new byte[16]);
            rest = rest[Math.Min(rest.Length, 4 + (length + 3) / 4 * 4)..];
        }
        return mapped == null ? null : new StunReply(mapped, other);
    }

    // The key hides an address from routers that would translate it too.
    private static IPEndPoint? Address(ReadOnlySpan<byte> value, ReadOnlySpan<byte> key)
    {
        var size = value.Length < 4 ? 0 : value[1] switch { 1 => 4, 2 => 16, _ => 0 };
        if (size == 0 || value.Length < 4 + size)
            return null;
        var port = BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ BinaryPrimitives.ReadUInt16BigEndian(key);
        var address = value.Slice(4, size).ToArray();
        for (var i = 0; i < size; i++)
            address[i] ^= key[i];
        return new IPEndPoint(new IPAddress(address), port);
    }
}
