using System.Buffers.Binary;
using System.Runtime.InteropServices;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;
using Xunit;

namespace WebRtcNative.Tests.Interop;

public sealed class LibraryImageTests
{
    private static readonly byte[] s_own = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, NativeLibraryPlaces.FileName));

    [Fact]
    public void Read_OwnLibrary_IsOfThisProcess()
    {
        var image = LibraryImage.Read(s_own);

        Assert.Equal(NativeLibraryPlaces.Current().System, image.Format);
        Assert.Equal([RuntimeInformation.ProcessArchitecture], image.Architectures);
        var present = CLibrary.Current();
        Assert.Equal(present.Kind, image.Needs.Kind);
        if (present.Kind == CLibraryKind.Glibc)
            Assert.InRange(image.Needs.Version!, new Version(2, 14), present.Version!);
        else
            Assert.Null(image.Needs.Version); // libraries do not say which musl they need
    }

    [Theory]
    [InlineData(0x8664, Architecture.X64)]
    [InlineData(0xAA64, Architecture.Arm64)]
    public void Read_LibraryOfWindows_HasItsProcessor(int machine, Architecture expected)
    {
        var file = new byte[256];
        "MZ"u8.CopyTo(file);
        file[0x3C] = 0x80;
        "PE\0\0"u8.CopyTo(file.AsSpan(0x80));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x84), (ushort)machine);

        AssertImage(ImageFormat.Pe, [expected], file);
    }

    [Theory]
    [InlineData(0x01000007, Architecture.X64)]
    [InlineData(0x0100000C, Architecture.Arm64)]
    public void Read_LibraryOfMacOS_HasItsProcessor(int type, Architecture expected)
    {
        var file = new byte[32];
        BinaryPrimitives.WriteUInt32LittleEndian(file, 0xFEEDFACF);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), type);

        AssertImage(ImageFormat.MachO, [expected], file);
    }

    [Fact]
    public void Read_UniversalLibrary_HasBothProcessors()
    {
        var file = new byte[48];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0xCAFEBABE);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), 2);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(8), 0x01000007);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(28), 0x0100000C);

        AssertImage(ImageFormat.MachO, [Architecture.X64, Architecture.Arm64], file);
    }

    [Fact]
    public void Read_CutAnywhere_IsTheSameOrUnknown()
    {
        var whole = LibraryImage.Read(s_own);

        for (var length = 0; length < s_own.Length; length += length < 1024 ? 1 : 9973)
        {
            var cut = LibraryImage.Read(s_own.AsSpan(0, length));
            Assert.True(cut.Format == ImageFormat.Unknown || cut.Format == whole.Format, $"{length}: {cut}");
        }
    }

    [Fact]
    public void Read_DamagedAnywhere_Ends()
    {
        // A wrong number in the headers, or in the dynamic section and the tables it points to, leads somewhere else.
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = s_own.AsSpan(0, Math.Min(s_own.Length, 256 * 1024)).ToArray();
            for (var flips = 0; flips < 8; flips++)
                damaged[random.Next(flips < 4 ? 1024 : damaged.Length)] = (byte)random.Next(256);
            Assert.NotNull(LibraryImage.Read(damaged).ToString());
        }
    }

    [LinuxFact("Only libraries of Linux are checked for their length.")]
    public void LengthToLoad_OwnLibrary_NearlyAllOfIt()
    {
        var length = ElfImage.LengthToLoad(s_own.AsSpan(0, 4096));

        Assert.InRange(length, s_own.Length / 4, s_own.Length); // behind it are symbols
    }

    [Fact]
    public void LengthToLoad_CutOrDamagedAnywhere_Ends()
    {
        var random = new Random(2);
        for (var length = 0; length < 1024; length++)
            Assert.InRange(ElfImage.LengthToLoad(s_own.AsSpan(0, length)), 0, s_own.Length);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = s_own.AsSpan(0, 4096).ToArray();
            for (var flips = 0; flips < 4; flips++)
                damaged[random.Next(5, 1024)] = (byte)random.Next(256);
            Assert.True(ElfImage.LengthToLoad(damaged) >= 0, "A length is never negative.");
        }
    }

    private static void AssertImage(ImageFormat format, Architecture[] architectures, byte[] file)
    {
        var image = LibraryImage.Read(file);
        Assert.Equal(format, image.Format);
        Assert.Equal(architectures, image.Architectures);
        Assert.Equal(CLibraryKind.None, image.Needs.Kind);
    }
}
