using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WebRtcNative.Signaling.Server.Hub;

internal static class Tokens
{
    /// <summary>128 bits that nobody guesses.</summary>
    public static string New() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Ids are known to all members of the room; 64 bits make them unique.</summary>
    public static string NewId() => Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
