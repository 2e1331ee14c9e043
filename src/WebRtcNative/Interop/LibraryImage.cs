using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WebRtcNative.Interop;

/// <summary>The header of a native library's file.</summary>
/// <param name="Format">Of which system; the rest is unknown where this is.</param>
/// <param name="Architectures">For which processors; several in a universal file of macOS, none for one that .NET does not know.</param>
internal sealed record LibraryImage(ImageFormat Format, IReadOnlyList<Architecture> Architectures)
{
    private static readonly LibraryImage s_unknown = new(ImageFormat.Unknown, []);

    /// <summary>The C library that it needs; none if the file does not say.</summary>
    public CLibrary Needs { get; init; } = new(CLibraryKind.None);

    public static LibraryImage Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return file switch
            {
                [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => ElfImage.Read(file),
                [(byte)'M', (byte)'Z', ..] => ReadPe(file),
                [0xCF, 0xFA, 0xED, 0xFE, ..] => new(ImageFormat.MachO, MachOArchitecture(BinaryPrimitives.ReadInt32LittleEndian(file[4..]))),
                [0xCA, 0xFE, 0xBA, 0xBE, ..] => ReadUniversal(file),
                _ => s_unknown,
            };
        }
        // Every offset in the file may point behind its end.
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            return s_unknown;
        }
    }

    public override string ToString()
    {
        var system = Format switch { ImageFormat.Pe => "Windows", ImageFormat.MachO => "macOS", _ => "Linux" };
        return Architectures.Count == 0
            ? $"{system} on an unknown processor"
            : $"{system} on {string.Join(" or ", Architectures.Select(Name))}";
    }

    /// <summary>As in runtime identifiers.</summary>
    public static string Name(Architecture architecture) => $"{architecture}".ToLowerInvariant();

    private static LibraryImage ReadPe(ReadOnlySpan<byte> file)
    {
        var header = file[BinaryPrimitives.ReadInt32LittleEndian(file[0x3C..])..];
        if (header is not [(byte)'P', (byte)'E', 0, 0, ..])
            return s_unknown;
        return new LibraryImage(ImageFormat.Pe, BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) switch
        {
            0x8664 => [Architecture.X64],
            0xAA64 => [Architecture.Arm64],
            0x014C => [Architecture.X86],
            0x01C4 => [Architecture.Arm],
            _ => [],
        });
    }

    private static LibraryImage ReadUniversal(ReadOnlySpan<byte> file)
    {
        const int EntrySize = 20;
        var architectures = new List<Architecture>();
        // Java's class files begin alike; what they have here is a version, and read as a count it leads behind any processor.
        var count = BinaryPrimitives.ReadInt32BigEndian(file[4..]);
        for (var i = 0; i < count; i++)
            architectures.AddRange(MachOArchitecture(BinaryPrimitives.ReadInt32BigEndian(file[checked(8 + i * EntrySize)..])));
        return new LibraryImage(ImageFormat.MachO, architectures);
    }

    private static Architecture[] MachOArchitecture(int type) => type switch
    {
        0x01000007 => [Architecture.X64],
        0x0100000C => [Architecture.Arm64],
        _ => [],
    };
}

internal enum ImageFormat
{
    Unknown,
    Elf,
    Pe,
    MachO,
}
