using System.Runtime.InteropServices;

namespace WebRtcNative.Interop;

/// <summary>A C library, as far as it decides which libraries can be loaded.</summary>
/// <param name="Kind">Whose.</param>
/// <param name="Version">Of glibc only.</param>
internal sealed unsafe record CLibrary(CLibraryKind Kind, Version? Version = null)
{
    public override string ToString() => Kind switch
    {
        CLibraryKind.Glibc => Version == null ? "glibc" : $"glibc {Version}",
        CLibraryKind.Musl => "musl",
        _ => "no known C library",
    };

    /// <summary>The C library of this process.</summary>
    public static CLibrary Current()
    {
        if (!OperatingSystem.IsLinux())
            return new CLibrary(CLibraryKind.None);
        // Only glibc has this function. It is looked up by name, so that the call does not depend on it.
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "gnu_get_libc_version", out var address))
            return new CLibrary(CLibraryKind.Musl);
        var text = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte*>)address)());
        return new CLibrary(CLibraryKind.Glibc, System.Version.TryParse(text, out var version) ? version : null);
    }
}

internal enum CLibraryKind
{
    None,
    Glibc,
    Musl,
}
