using Microsoft.Win32.SafeHandles;

namespace WebRtcNative.Interop;

/// <summary>Checks the resources that the library needs before its first use.</summary>
/// <remarks>.NET remembers for the life of the process that it could not open an assembly, as glibc's NSS does with its libraries.
/// So no code that loads one may run while the process has no free descriptors. Constructors call this before they call another
/// constructor, since compiling that one loads assemblies. For the same reason this class uses nothing beyond .NET's core
/// library.</remarks>
internal static class StartUp
{
    private const int Descriptors = 32; // more than loading was seen to need at once, since other threads open files too
    private const int TooManyInProcess = 24; // EMFILE
    private const int TooManyInSystem = 23; // ENFILE

    private static bool s_succeeded;

    /// <summary>Throws a <see cref="WebRtcException"/> if there are too few descriptors. Returns true, so that it can be an
    /// argument.</summary>
    public static bool Check()
    {
        if (s_succeeded || OperatingSystem.IsWindows())
            return true;
        var opened = new SafeFileHandle?[Descriptors];
        try
        {
            for (var i = 0; i < opened.Length; i++)
                opened[i] = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (IOException e) when (e.HResult is TooManyInProcess or TooManyInSystem)
        {
            throw new WebRtcException("The process may not open as many descriptors as a first connection needs.", RtcErrorType.ResourceExhausted);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system has no such file, so the number is unknown.
        }
        finally
        {
            foreach (var handle in opened)
                handle?.Dispose();
        }
        return true;
    }

    /// <summary>Call after a connection was made: everything is loaded then.</summary>
    public static void Succeed() => s_succeeded = true;
}
