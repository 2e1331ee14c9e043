using System.Buffers;
using System.Security.Cryptography;

namespace WebRtcNative.Tool.Files;

/// <summary>The hash of a file's beginning.</summary>
internal static class Prefix
{
    /// <summary>Hashes the first bytes from the current position on.</summary>
    /// <returns>How many there were: less than asked for at the end of the file.</returns>
    public static async Task<long> AppendAsync(IncrementalHash hash, Stream file, long length, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024 * 1024);
        var done = 0L;
        try
        {
            while (done < length)
            {
                var count = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - done)), cancellation);
                if (count == 0)
                    break;
                hash.AppendData(buffer, 0, count);
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return done;
    }

    public static string Text(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash());
}
