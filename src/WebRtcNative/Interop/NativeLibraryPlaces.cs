using System.Runtime.InteropServices;

namespace WebRtcNative.Interop;

/// <summary>The places where .NET searches for the native library, and the kind of process.</summary>
/// <param name="Folders">In order, each once.</param>
/// <param name="Process">The architecture of the process, which the library must share.</param>
/// <param name="System">The file format of libraries on this system.</param>
/// <param name="CLibrary">The C library of the process.</param>
internal sealed record NativeLibraryPlaces(
    IReadOnlyList<string> Folders, Architecture Process, ImageFormat System, CLibrary CLibrary)
{
    /// <summary>With "lib" on Windows too, where file names that differ only in case are one: "webrtcnative.dll" would be the
    /// managed WebRtcNative.dll.</summary>
    public const string Name = "libwebrtcnative";

    /// <summary>The system of the process, as in runtime identifiers.</summary>
    public string Platform { get; init; } = RuntimePlatform.System;

    /// <summary>The runtime identifier of the process, by which packages have native libraries.</summary>
    public string Rid => RuntimePlatform.Rid(Platform, Process, CLibrary.Kind);

    public static string FileName { get; } =
        OperatingSystem.IsWindows() ? $"{Name}.dll" : OperatingSystem.IsMacOS() ? $"{Name}.dylib" : $"{Name}.so";

    /// <summary>The existing files.</summary>
    public IEnumerable<string> Files => Folders.Select(folder => Path.Combine(folder, FileName)).Where(File.Exists);

    public static NativeLibraryPlaces Current() => new(
        CurrentFolders(),
        RuntimeInformation.ProcessArchitecture,
        OperatingSystem.IsWindows() ? ImageFormat.Pe : OperatingSystem.IsMacOS() ? ImageFormat.MachO : ImageFormat.Elf,
        CLibrary.Current());

    private static List<string> CurrentFolders()
    {
        // The folders that the host has read from the program's .deps.json; a program compiled ahead of time has none.
        var known = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty;
        return [.. known.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Select(Path.TrimEndingDirectorySeparator)
            .Distinct(StringComparer.Ordinal)];
    }
}
