using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace WebRtcNative.PackageTests;

/// <summary>The contents of the packed files.</summary>
public sealed class PackageTests
{
    private static readonly string[] s_frameworks = ["net8.0", "net10.0"];

    public static TheoryData<string> Libraries =>
        ["WebRtcNative", "WebRtcNative.Hosting", "WebRtcNative.Signaling", "WebRtcNative.Signaling.Server"];

    public static TheoryData<string> Packages => [.. Libraries, "webrtc-signaling"];

    public static TheoryData<string, string> Assemblies
    {
        get
        {
            var assemblies = new TheoryData<string, string>();
            foreach (var framework in s_frameworks)
            {
                foreach (var package in Libraries)
                    assemblies.Add(package, framework);
            }
            return assemblies;
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Package_Library_HasWhatUsersNeed(string package)
    {
        using var zip = ZipFile.OpenRead(PackedFiles.Package(package));

        var names = zip.Entries.Select(entry => entry.FullName).ToList();
        Assert.All(s_frameworks, framework => Assert.Contains($"lib/{framework}/{package}.dll", names));
        Assert.All(s_frameworks, framework => Assert.Contains($"lib/{framework}/{package}.xml", names));
        Assert.Contains("README.md", names);
        Assert.Contains("LICENSE", names);
        Assert.DoesNotContain(names, name => Path.GetExtension(name) is ".pdb" or ".debug");
    }

    [Fact]
    public void Package_NativeLibraries_AreOnePlatformEachAndSmall()
    {
        using var zip = ZipFile.OpenRead(PackedFiles.Package("WebRtcNative"));

        var libraries = zip.Entries.Where(entry => entry.FullName.StartsWith("runtimes/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(libraries);
        Assert.All(libraries, entry => Assert.Matches(
            @"^runtimes/((linux|linux-musl)-(x64|arm64)/native/libwebrtcnative\.so|win-(x64|arm64)/native/libwebrtcnative\.dll|osx-(x64|arm64)/native/libwebrtcnative\.dylib)$",
            entry.FullName));
        // Debug symbols that had been left in would be many times as large.
        Assert.All(libraries, entry => Assert.InRange(entry.Length, 1_000_000, 20_000_000));
    }

    [Fact]
    public void Package_Notices_HaveTheLicencesOfWhatIsLinkedIn()
    {
        using var zip = ZipFile.OpenRead(PackedFiles.Package("WebRtcNative"));

        var text = Read(zip, "THIRD-PARTY-NOTICES.txt");
        string[] linked = ["webrtc", "abseil-cpp", "boringssl", "libsrtp"];
        Assert.All(linked, work => Assert.Contains($"\n{work}\n", text, StringComparison.Ordinal));
        Assert.Contains("Additional IP Rights Grant (Patents)", text, StringComparison.Ordinal);
        Assert.Contains("Redistributions in binary form must reproduce", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Description_IsComplete(string package)
    {
        using var zip = ZipFile.OpenRead(PackedFiles.Package(package));

        var metadata = XDocument.Load(Memory(zip, $"{package}.nuspec")).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        string Value(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
        Assert.Equal(package, Value("id"));
        Assert.Equal(PackedFiles.Version, Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEmpty(Value("description"));
        Assert.NotEmpty(Value("authors"));
        Assert.Contains("webrtc", Value("tags").Split(' '));
        Assert.StartsWith("https://", Value("projectUrl"), StringComparison.Ordinal);
        var repository = metadata.Elements().Single(e => e.Name.LocalName == "repository");
        Assert.Equal("git", repository.Attribute("type")?.Value);
        Assert.Equal(Value("projectUrl"), repository.Attribute("url")?.Value);
        Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")?.Value ?? string.Empty);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Icon_IsAPngOf128By128(string package)
    {
        using var zip = ZipFile.OpenRead(PackedFiles.Package(package));

        var nuspec = XDocument.Load(Memory(zip, $"{package}.nuspec"));
        var icon = Memory(zip, nuspec.Descendants().Single(e => e.Name.LocalName == "icon").Value).ToArray();
        Assert.Equal((byte[])[0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'], icon[..8]);
        // The header's width and height (PNG, section 11.2.2).
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_PackedTwice_HasTheSameBytes(string package)
    {
        foreach (var extension in new[] { "nupkg", "snupkg" })
        {
            var first = PackedFiles.Package(package, extension);
            var second = Path.Combine(PackedFiles.SecondFolder, Path.GetFileName(first));
            Assert.NotEqual(first, second);
            Assert.True(File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second)), $"{first} and {second} differ.");
        }
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void SymbolPackage_Symbols_AreThoseOfTheAssembly(string package, string framework)
    {
        using var packed = ZipFile.OpenRead(PackedFiles.Package(package));
        using var symbols = ZipFile.OpenRead(PackedFiles.Package(package, "snupkg"));

        using var assembly = new PEReader(Memory(packed, $"lib/{framework}/{package}.dll"));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(Memory(symbols, $"lib/{framework}/{package}.pdb"));
        var wanted = assembly.ReadCodeViewDebugDirectoryData(
            assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Guid;
        Assert.Equal(wanted, new BlobContentId(pdb.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void SymbolPackage_SourcePaths_AreOfNoMachine(string package, string framework)
    {
        using var symbols = ZipFile.OpenRead(PackedFiles.Package(package, "snupkg"));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(Memory(symbols, $"lib/{framework}/{package}.pdb"));

        var reader = pdb.GetMetadataReader();
        var paths = reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.StartsWith("/_/", path, StringComparison.Ordinal));
    }

    private static MemoryStream Memory(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        var memory = new MemoryStream();
        content.CopyTo(memory);
        memory.Position = 0;
        return memory;
    }

    private static string Read(ZipArchive zip, string name) => Encoding.UTF8.GetString(Memory(zip, name).ToArray());
}
