namespace WebRtcNative;

/// <summary>Problem with the native library that this assembly needs.</summary>
public enum NativeLibraryFault
{
    /// <summary>The library is in none of the searched places.</summary>
    NotFound = 0,

    /// <summary>The library is made for another processor or another operating system.</summary>
    WrongPlatform = 1,

    /// <summary>The library needs a newer C library (glibc) than the system has.</summary>
    CLibraryTooOld = 2,

    /// <summary>The library is made for another C library: for glibc where the system has musl (Alpine), or the reverse.</summary>
    OtherCLibrary = 3,

    /// <summary>The library was loaded, but belongs to another release than this assembly, or is not WebRtcNative's.</summary>
    VersionMismatch = 4,

    /// <summary>The system refuses to load the library for another reason, which the message gives.</summary>
    NotLoadable = 5,

    /// <summary>The library is in none of the searched places, and is not built for this platform. The message says what to do.</summary>
    NotBuilt = 6,
}
