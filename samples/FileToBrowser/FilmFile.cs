using System.Buffers.Binary;
using System.Text;
using WebRtcNative;

namespace FileToBrowser;

/// <summary>A film in memory. An .ivf file has a header of 32 bytes, then frames with their length and time in front; an .h264 file is a stream in Annex B
/// format without times, which is played at 30 pictures a second.</summary>
internal sealed class FilmFile
{
    private const int HeaderLength = 32, FrameHeaderLength = 12;
    private static readonly string[] s_names = ["VP80", "VP90", "AV01", "H264"]; // by VideoCodec

    /// <exception cref="InvalidDataException">The file is none that can be played.</exception>
    public FilmFile(string path)
    {
        var file = File.ReadAllBytes(path);
        if (file.AsSpan().StartsWith("DKIF"u8) && file.Length > HeaderLength)
        {
            Codec = (VideoCodec)Array.IndexOf(s_names, Encoding.ASCII.GetString(file, 8, 4));
            Frames = [.. ReadIvf(file)];
        }
        else if (file.AsSpan().StartsWith("\0\0\0\u0001"u8) || file.AsSpan().StartsWith("\0\0\u0001"u8))
        {
            Codec = VideoCodec.H264;
            Frames = [.. ReadH264(file).Select((unit, i) => new Frame(TimeSpan.FromSeconds(i / 30.0), unit.Bytes, unit.IsKey))];
        }
        if (Codec < 0 || Frames.Count == 0 || !Frames[0].IsKey)
            throw new InvalidDataException($"{path} is no .ivf file of VP8, VP9, AV1 or H.264, nor an .h264 file, that begins with a key frame.");
    }

    public VideoCodec Codec { get; }

    public IReadOnlyList<Frame> Frames { get; } = [];

    private IEnumerable<Frame> ReadIvf(byte[] file)
    {
        var tick = (double)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(20)) / Math.Max(1, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(16)));
        for (var at = HeaderLength; at + FrameHeaderLength < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
            var time = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at + 4)) * tick;
            at += FrameHeaderLength;
            if (length <= 0 || length > file.Length - at)
                yield break; // the file was cut off
            yield return new Frame(TimeSpan.FromSeconds(time), file.AsMemory(at, length), IsKeyFrame(file.AsSpan(at, length)));
            at += length;
        }
    }

    private bool IsKeyFrame(ReadOnlySpan<byte> frame) => frame.Length > 2 && Codec switch
    {
        VideoCodec.Vp8 => (frame[0] & 1) == 0, // RFC 6386, section 9.1
        VideoCodec.Vp9 => (frame[0] & (frame[0] >> 4 == 0xb ? 6 : 12)) == 0, // profile 3 has a bit more in front
        VideoCodec.Av1 => (frame[frame[0] >> 3 == 2 ? 2 : 0] >> 3) == 1, // a sequence header, perhaps behind a temporal delimiter
        _ => ReadH264(frame.ToArray()).Any(unit => unit.IsKey),
    };

    // An access unit ends before the first parameter set, SEI or delimiter (types 6 to 9) behind its slices, or before another picture's first slice.
    private static IEnumerable<(ReadOnlyMemory<byte> Bytes, bool IsKey)> ReadH264(byte[] file)
    {
        var (begin, hasSlice, isKey) = (0, false, false);
        for (var at = StartCode(file, 0); at >= 0 && at + 4 < file.Length; at = StartCode(file, at + 3))
        {
            var type = file[at + 3] & 31;
            if (hasSlice && (type is >= 6 and <= 9 || (type is 1 or 5 && file[at + 4] >= 0x80))) // first_mb_in_slice is 0
            {
                yield return (file.AsMemory(begin..at), isKey);
                (begin, hasSlice, isKey) = (at, false, false);
            }
            hasSlice |= type is 1 or 5;
            isKey |= type == 5;
        }
        if (hasSlice)
            yield return (file.AsMemory(begin), isKey);
    }

    private static int StartCode(byte[] file, int from) =>
        file.AsSpan(from).IndexOf("\0\0\u0001"u8) is >= 0 and var found ? from + found : -1;

    internal readonly record struct Frame(TimeSpan Time, ReadOnlyMemory<byte> Bytes, bool IsKey);
}
