using System.Diagnostics;

namespace WebRtcNative.Interop;

/// <summary>Asks the native library for its version before any other call, and explains a failure.</summary>
internal static class NativeLibraryCheck
{
    private static bool s_passed;

    /// <summary>Call before the first use of every function without a handle.</summary>
    public static void EnsureUsable()
    {
        if (s_passed)
            return;
        if (OperatingSystem.IsLinux() && NativeLibraryDiagnosis.FindCutShort(NativeLibraryPlaces.Current()) is { } fault)
            throw fault;

        // Programs may redirect a DllImport of this assembly, so only the call itself shows which library it finds.
        int found;
        try
        {
            found = NativeMethods.wrtc_abi_version();
        }
        catch (EntryPointNotFoundException e)
        {
            throw NotOurs(e);
        }
        // BadImageFormatException: on Windows, a library for another processor.
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw NativeLibraryDiagnosis.Explain(e, NativeLibraryPlaces.Current());
        }
        if (found != NativeMethods.WRTC_ABI_VERSION)
            throw OtherVersion(found);
        s_passed = true;
    }

    private static NativeLibraryException OtherVersion(int found) => new(
        NativeLibraryFault.VersionMismatch,
        $"The native library {Loaded()} has interface version {found}, and this WebRtcNative.dll ({AssemblyVersion()}) needs " +
        $"{NativeMethods.WRTC_ABI_VERSION}. {Advice()}");

    private static NativeLibraryException NotOurs(Exception cause) => new(
        NativeLibraryFault.VersionMismatch,
        $"The native library {Loaded()} was loaded, but has no function wrtc_abi_version, so that it is not WebRtcNative's. {Advice()}",
        cause);

    private static string Advice() =>
        "Both must come from the same release of the package: delete bin and obj, build again, and look for an older " +
        $"{NativeLibraryPlaces.FileName} beside the program or where the system looks for libraries.";

    private static string AssemblyVersion() => $"{typeof(NativeLibraryCheck).Assembly.GetName().Version}";

    /// <summary>Its path, which shows where it comes from.</summary>
    private static string Loaded()
    {
        try
        {
            using var process = Process.GetCurrentProcess();
            return process.Modules.Cast<ProcessModule>()
                .FirstOrDefault(module => module.ModuleName.Contains(NativeLibraryPlaces.Name, StringComparison.Ordinal))
                ?.FileName ?? NativeLibraryPlaces.FileName;
        }
        // If the process's modules may not be read, the file's name has to do.
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            return NativeLibraryPlaces.FileName;
        }
    }
}
