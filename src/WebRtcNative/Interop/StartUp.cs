using Microsoft.Win32.SafeHandles;

namespace WebRtcNative.Interop;

/// <summary>What must be there before anything of the library begins for the first time.</summary>
/// <remarks>.NET remembers for the life of the process that it could not open an assembly, as glibc's NSS does with its libraries. So
/// nothing is touched that loads one while the process has no descriptors left. Constructors call this before they hand over to
/// another constructor, since compiling that one is what loads assemblies. For the same reason this class uses nothing beyond .NET's
/// core library.</remarks>
internal static class StartUp
{
    private const int Descriptors = 32; // more than loading was seen to need at a time, since other threads open files too
    private const int TooManyInProcess = 24; // EMFILE
    private const int TooManyInSystem = 23; // ENFILE

    private static bool s_succeeded;

    /// <summary>Throws a <see cref="WebRtcException"/> when there are too few descriptors. True, so that it can be an argument.</summary>
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
            // A system without such a file; then it is not known.
        }
        finally
        {
            foreach (var handle in opened)
                handle?.Dispose();
        }
        return true;
    }

    /// <summary>A connection was made: everything is loaded.</summary>
    public static void Succeed() => s_succeeded = true;
}
