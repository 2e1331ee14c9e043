using System.Runtime.InteropServices;

namespace WebRtcNative.Interop;

/// <summary>Why the native library could not be loaded. The system's own words are often wrong: for a library of another
/// processor, glibc says that there is no such file.</summary>
internal static class NativeLibraryDiagnosis
{
    /// <param name="refusal">The runtime's exception.</param>
    /// <param name="places">The searched places.</param>
    public static NativeLibraryException Explain(Exception refusal, NativeLibraryPlaces places)
    {
        var files = places.Files.ToList();
        if (files.Count == 0)
        {
            return RuntimePlatform.AdviceWithoutLibrary(places.Platform, places.Process) is { } advice
                ? new NativeLibraryException(NativeLibraryFault.NotBuilt, $"There is no native library for {places.Rid}. {advice}", refusal)
                : NotFound(refusal, places);
        }
        // The first file is the intended one. A later one may look good, but was refused too.
        foreach (var file in files)
        {
            if (Judge(file, places) is var (fault, text))
                return new NativeLibraryException(fault, text, refusal);
        }
        return new NativeLibraryException(
            NativeLibraryFault.NotLoadable,
            $"The native library {files[0]} is there, but could not be loaded; a library that it needs may be missing. " +
            $"The system says: {refusal.Message}",
            refusal);
    }

    /// <summary>Null if the file that Linux would load is complete. Call before loading: glibc's loader ends the process when it
    /// touches a missing part.</summary>
    public static NativeLibraryException? FindCutShort(NativeLibraryPlaces places)
    {
        const int HeadSize = 4096; // the list of segments follows the first 64 bytes
        if (places.System != ImageFormat.Elf || places.Files.FirstOrDefault() is not { } path)
            return null;
        Span<byte> head = stackalloc byte[HeadSize];
        long length, needed;
        try
        {
            using var file = File.OpenHandle(path);
            length = RandomAccess.GetLength(file);
            needed = ElfImage.LengthToLoad(head[..RandomAccess.Read(file, head, 0)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the loader will refuse it as well
        }
        return length >= needed ? null : new NativeLibraryException(
            NativeLibraryFault.NotLoadable,
            $"The native library {path} was cut short on the way here: it has {length} bytes, and needs at least {needed}. {Replace(places)}");
    }

    private static (NativeLibraryFault Fault, string Text)? Judge(string file, NativeLibraryPlaces places)
    {
        LibraryImage image;
        try
        {
            image = LibraryImage.Read(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (NativeLibraryFault.NotLoadable, $"The native library {file} cannot be read: {e.Message}");
        }

        if (image.Format == ImageFormat.Unknown)
        {
            return (NativeLibraryFault.NotLoadable,
                $"{file} is not a native library, or only a part of one: it was damaged on the way here. {Replace(places)}");
        }
        if (image.Format != places.System || !image.Architectures.Contains(places.Process))
        {
            return (NativeLibraryFault.WrongPlatform,
                $"The native library {file} is for {image}, and this process is {new LibraryImage(places.System, [places.Process])}. " +
                Replace(places));
        }
        return JudgeCLibrary(file, image, places);
    }

    private static (NativeLibraryFault Fault, string Text)? JudgeCLibrary(string file, LibraryImage image, NativeLibraryPlaces places)
    {
        var present = places.CLibrary;
        if (image.Needs.Kind != CLibraryKind.None && image.Needs.Kind != present.Kind)
        {
            var libc = present.Kind == CLibraryKind.Musl ? "musl (as Alpine has)" : $"{present}";
            return (NativeLibraryFault.OtherCLibrary,
                $"The native library {file} needs {image.Needs}, and this process runs on {libc}. " +
                $"Publish for {places.Rid}, if the package has runtimes/{places.Rid}; otherwise run the program on a " +
                $"system with {(image.Needs.Kind == CLibraryKind.Glibc ? "glibc, such as Debian or Ubuntu" : "musl")}.");
        }
        if (image.Needs.Version > present.Version)
        {
            return (NativeLibraryFault.CLibraryTooOld,
                $"The native library {file} needs {image.Needs} or newer, and this system has {present}. Run the program on a newer " +
                "system or container image, or compile the native library on this one (docs/platforms.md says how).");
        }
        return null;
    }

    private static NativeLibraryException NotFound(Exception refusal, NativeLibraryPlaces places) => new(
        NativeLibraryFault.NotFound,
        $"The native library was not found. Looked for {NativeLibraryPlaces.FileName} in {string.Join(", ", places.Folders)}, and " +
        $"where the system looks for libraries. This process is {new LibraryImage(places.System, [places.Process])} with {places.CLibrary} " +
        $"({RuntimeInformation.RuntimeIdentifier}). {Replace(places)}",
        refusal);

    private static string Replace(NativeLibraryPlaces places)
    {
        var rid = places.Rid;
        return $"The package WebRtcNative has the right one in runtimes/{rid}/native, if it supports {rid}: publish with " +
            $"\"--runtime {rid}\", and copy {NativeLibraryPlaces.FileName} along with the program; a single file or an ahead-of-time " +
            "compiled program needs it beside itself.";
    }
}
