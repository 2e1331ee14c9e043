// The packages: the native builds of all platforms are collected, packed twice and compared.

// The native builds of all platforms put their results here: <rid>/ with the library, its debug symbols, licenses/.
var nativeArtifacts = MakeAbsolute(Directory(Argument("native", "artifacts/native")));
var packages = artifacts.Combine("packages");
var packagesAgain = artifacts.Combine("packages-again");
var packageContents = artifacts.Combine("package");
var dataOnlyContents = artifacts.Combine("package-data-only");
var nativeSymbols = artifacts.Combine("native-symbols");

var packedProjects = new[]
{
    "WebRtcNative", "WebRtcNative.Hosting", "WebRtcNative.DataOnly",
    "WebRtcNative.Signaling", "WebRtcNative.Signaling.Server", "WebRtcNative.Signaling.Program",
};

// Packed after those, since it contains them.
var packedTool = "WebRtcNative.Tool";

var nativeLibraries = new Dictionary<string, string>
{
    ["linux-x64"] = "libwebrtcnative.so",
    ["linux-arm64"] = "libwebrtcnative.so",
    ["linux-musl-x64"] = "libwebrtcnative.so",
    ["win-x64"] = "libwebrtcnative.dll",
    ["win-arm64"] = "libwebrtcnative.dll",
    ["osx-x64"] = "libwebrtcnative.dylib",
    ["osx-arm64"] = "libwebrtcnative.dylib",
};

// The platforms whose engine is compiled on Debian 12 on x64, and whose library was seen to run.
var compiledHere = new[] { "linux-x64", "linux-arm64", "linux-musl-x64", "win-x64" };

void PackAll(bool compilesEngines = false)
{
    if (compilesEngines)
        foreach (var rid in compiledHere.Where(rid => !HasEngine(rid) && !FileExists(NativeLibrary(rid))))
            BuildEngine(rid, install: true);
    CollectNativeLibraries();
    PackManaged(packages);
    PackManaged(packagesAgain);
    ComparePackages();
    PackNativeSymbols();
    foreach (var file in GetFiles($"{packages}/*"))
        Console.WriteLine($"{FileSize(file),12:N0} bytes  {file.GetFilename()}");
}

// ---- Native ---------------------------------------------------------------------------------------------------------

void CollectNativeLibraries()
{
    CleanDirectory(packageContents);
    CleanDirectory(dataOnlyContents);
    CleanDirectory(nativeSymbols);

    var missing = new List<string>();
    foreach (var (rid, library) in nativeLibraries)
    {
        var folder = NativeBuild(rid, library);
        if (folder == null)
        {
            missing.Add(rid);
            continue;
        }
        var place = packageContents.Combine($"runtimes/{rid}/native");
        EnsureDirectoryExists(place);
        CopyFileToDirectory(folder.CombineWithFilePath(library), place);
        CopySymbols(folder, nativeSymbols.Combine(rid));
        Console.WriteLine($"{rid}: {FileSize(place.CombineWithFilePath(library)):N0} bytes from {folder}");

        var dataOnly = dataOnlyContents.Combine($"data-only/runtimes/{rid}/native");
        EnsureDirectoryExists(dataOnly);
        CopyFileToDirectory(folder.CombineWithFilePath($"data-only/{library}"), dataOnly);
        CopySymbols(folder.Combine("data-only"), nativeSymbols.Combine($"{rid}/data-only"));
    }
    if (missing.Count > 0)
        Console.WriteLine($"NOT in the package, since {nativeArtifacts} does not have them: {string.Join(", ", missing)}");
    foreach (var contents in new[] { packageContents, dataOnlyContents })
        WriteNotices(contents.CombineWithFilePath("THIRD-PARTY-NOTICES.txt"));
}

// Compiled here for platforms with an engine on this machine; the other libraries come from machines of their own.
DirectoryPath NativeBuild(string rid, string library)
{
    var folder = nativeArtifacts.Combine(rid);
    if (HasEngine(rid))
        BuildPortable(rid, target: "webrtcnative webrtcnative_data");
    return FileExists(NativeLibrary(rid)) ? folder : null;
}

FilePath NativeLibrary(string rid) => nativeArtifacts.CombineWithFilePath($"{rid}/{nativeLibraries[rid]}");

void CopySymbols(DirectoryPath from, DirectoryPath to)
{
    EnsureDirectoryExists(to);
    CopyFiles(GetFiles($"{from}/*.debug"), to);
    foreach (var bundle in GetDirectories($"{from}/*.dSYM"))
        CopyDirectory(bundle, to.Combine(bundle.GetDirectoryName()));
}

// Too large, and of no use, where packages are restored.
void PackNativeSymbols() =>
    Zip(nativeSymbols, packages.CombineWithFilePath($"WebRtcNative.{PackageVersion()}.native-symbols.zip"));

// ---- Managed --------------------------------------------------------------------------------------------------------

// Compiled again each time, so that two packages are the same only if compiling is deterministic too.
void PackManaged(DirectoryPath output)
{
    CleanDirectory(output);
    foreach (var project in packedProjects.Append(packedTool))
        CleanDirectories($"{artifacts}/dotnet/obj/{project}/release*");
    foreach (var project in packedProjects)
        PackProject($"src/{project}", output);
    // The tool contains the library as users get it: from the packages just made, and from none of another build with the same version.
    var restored = artifacts.Combine("tool-packages");
    CleanDirectories($"{restored}/webrtcnative*");
    DeleteFiles($"{restored}/*.json");
    PackProject($"src/{packedTool}", output, $" -p:LibraryFromPackages=true -p:RestoreAdditionalProjectSources={output}"
        + $" -p:RestorePackagesPath={restored} -p:NuGetLockFilePath={restored}/packages.lock.json");
    PackProject("templates", output);
}

void PackProject(string project, DirectoryPath output, string more = "")
{
    Run("dotnet", $"pack {project} --configuration Release --output {output} --nologo --verbosity minimal"
        + $" -p:NativeEngine=none -p:ContinuousIntegrationBuild=true"
        + $" -p:NativePackageContents={packageContents}/{more}");
    foreach (var file in GetFiles($"{output}/*.*nupkg"))
        ForgetTimes(file);
}

// Two packages of the same commit differ only in the time of packing.
void ForgetTimes(FilePath package)
{
    using var zip = System.IO.Compression.ZipFile.Open(package.FullPath, System.IO.Compression.ZipArchiveMode.Update);
    foreach (var entry in zip.Entries)
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
}

void ComparePackages()
{
    foreach (var first in GetFiles($"{packages}/*.*nupkg"))
    {
        var second = packagesAgain.CombineWithFilePath(first.GetFilename());
        if (!System.IO.File.ReadAllBytes(first.FullPath).AsSpan().SequenceEqual(System.IO.File.ReadAllBytes(second.FullPath)))
            throw new CakeException($"Packed twice, {first.GetFilename()} differs: {first} and {second}.");
    }
}

string PackageVersion() => XDocument.Load("Directory.Build.props").Descendants("Version").Single().Value;

// The licence texts of everything linked into a native library.
void WriteNotices(FilePath file)
{
    const string Line = "--------------------------------------------------------------------------------";
    var text = new System.Text.StringBuilder(
        "The native libraries in this package are linked from the works below, or from parts of them. Each work has its own\n"
        + "licence and authors, as follows.\n");
    foreach (var work in GetSubDirectories("native/engine/licenses").OrderBy(folder => folder.FullPath, StringComparer.Ordinal))
    {
        var licences = GetFiles($"{work}/*").OrderBy(licence => licence.FullPath, StringComparer.Ordinal)
            .Select(licence => System.IO.File.ReadAllText(licence.FullPath).ReplaceLineEndings("\n").Trim());
        text.Append($"\n{Line}\n{work.GetDirectoryName()}\n{Line}\n\n{string.Join("\n\n", licences)}\n");
    }
    System.IO.File.WriteAllText(file.FullPath, text.ToString());
}
