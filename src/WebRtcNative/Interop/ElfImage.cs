using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace WebRtcNative.Interop;

/// <summary>Reads a library of Linux: its processor and, from its dynamic section, the C library that it needs. Offsets that
/// point behind the end throw, which <see cref="LibraryImage.Read"/> expects.</summary>
internal readonly ref struct ElfImage
{
    private const string GlibcVersion = "GLIBC_";
    private const uint SegmentLoad = 1;
    private const uint SegmentDynamic = 2;
    private const long DynamicNeeded = 1;
    private const long DynamicStrings = 5;
    private const long DynamicVersionsNeeded = 0x6FFFFFFE;

    private readonly ReadOnlySpan<byte> _file;

    private ElfImage(ReadOnlySpan<byte> file) => _file = file;

    public static LibraryImage Read(ReadOnlySpan<byte> file)
    {
        const byte Class64 = 2;
        const byte LittleEndian = 1;
        var image = new ElfImage(file);
        if (file[5] != LittleEndian)
            return new LibraryImage(ImageFormat.Elf, []);
        var result = new LibraryImage(ImageFormat.Elf, image.ReadArchitecture(is64: file[4] == Class64));
        return file[4] == Class64 ? result with { Needs = image.ReadNeeds() } : result;
    }

    /// <summary>Length that the file must have for its loaded segments; 0 if unknown.</summary>
    /// <param name="head">The first part of the file, with the list of its segments.</param>
    public static long LengthToLoad(ReadOnlySpan<byte> head)
    {
        if (head is not [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, ..])
            return 0;
        try
        {
            var image = new ElfImage(head);
            var length = 0L;
            for (var i = 0; i < image.SegmentCount; i++)
            {
                var segment = image.Segment(i);
                if (image.Int(segment) == SegmentLoad)
                    length = Math.Max(length, checked(image.Long(segment + 8) + image.Long(segment + 32)));
            }
            return length;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return 0;
        }
    }

    private Architecture[] ReadArchitecture(bool is64) => Short(18) switch
    {
        62 => is64 ? [Architecture.X64] : [],
        183 => is64 ? [Architecture.Arm64] : [],
        3 => [Architecture.X86],
        40 => [Architecture.Arm],
        21 => [Architecture.Ppc64le],
        243 => is64 ? [(Architecture)9 /* RiscV64, which .NET 8 does not name */] : [],
        258 => is64 ? [Architecture.LoongArch64] : [],
        _ => [],
    };

    private CLibrary ReadNeeds()
    {
        var (needed, strings, versions) = ReadDynamic();
        if (strings < 0)
            return new CLibrary(CLibraryKind.None);
        var kind = CLibraryKind.None;
        foreach (var name in needed)
        {
            var library = Text(strings + name);
            if (library == "libc.so.6")
                kind = CLibraryKind.Glibc;
            else if (library == "libc.so" || library.StartsWith("libc.musl-", StringComparison.Ordinal))
                kind = CLibraryKind.Musl;
        }
        return new CLibrary(kind, kind == CLibraryKind.Glibc && versions >= 0 ? NewestGlibc(strings, versions) : null);
    }

    private (List<long> Needed, long Strings, long Versions) ReadDynamic()
    {
        const int EntrySize = 16;
        var needed = new List<long>();
        var (strings, versions) = (-1L, -1L);
        var (start, length) = FindDynamic();
        for (var entry = start; entry < start + length; entry += EntrySize)
        {
            var value = Long(entry + 8);
            switch (Long(entry))
            {
                case DynamicNeeded: needed.Add(value); break;
                case DynamicStrings: strings = ToOffset(value); break;
                case DynamicVersionsNeeded: versions = ToOffset(value); break;
            }
        }
        return (needed, strings, versions);
    }

    /// <summary>The newest glibc symbol version that the library needs.</summary>
    private Version? NewestGlibc(long strings, long versions)
    {
        Version? newest = null;
        uint nextFile;
        for (var file = versions; ; file += nextFile)
        {
            uint nextVersion;
            for (var entry = file + Int(file + 8); ; entry += nextVersion)
            {
                var name = Text(strings + Int(entry + 8));
                if (name.StartsWith(GlibcVersion, StringComparison.Ordinal)
                    && Version.TryParse(name.AsSpan(GlibcVersion.Length), out var version)
                    && (newest == null || version > newest))
                    newest = version;
                if ((nextVersion = Int(entry + 12)) == 0)
                    break;
            }
            if ((nextFile = Int(file + 12)) == 0)
                return newest;
        }
    }

    private (long Start, long Length) FindDynamic()
    {
        for (var i = 0; i < SegmentCount; i++)
        {
            if (Int(Segment(i)) == SegmentDynamic)
                return (Long(Segment(i) + 8), Long(Segment(i) + 32));
        }
        return (0, 0);
    }

    /// <summary>File offset of an address in memory.</summary>
    private long ToOffset(long address)
    {
        for (var i = 0; i < SegmentCount; i++)
        {
            var start = Long(Segment(i) + 16);
            if (Int(Segment(i)) == SegmentLoad && address >= start && address - start < Long(Segment(i) + 32))
                return Long(Segment(i) + 8) + address - start;
        }
        return -1;
    }

    private int SegmentCount => Short(56);

    private long Segment(int index) => Long(32) + (long)index * Short(54);

    private ushort Short(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(From(offset));

    private uint Int(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(From(offset));

    private long Long(long offset) => BinaryPrimitives.ReadInt64LittleEndian(From(offset));

    private string Text(long offset)
    {
        var rest = From(offset);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private ReadOnlySpan<byte> From(long offset) => _file[checked((int)offset)..];
}
