using System.Runtime.InteropServices;

namespace WebRtcNative.Tool;

/// <summary>The exit codes of all commands. README.md documents them.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The command ran, and what it was to do failed; doctor has found an error.</summary>
    public const int Failed = 1;

    /// <summary>An argument or an input file is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>The signaling server cannot be reached, or refuses.</summary>
    public const int NoServer = 3;

    /// <summary>The two peers could not be connected, or lost each other.</summary>
    public const int NoPeer = 4;

    /// <summary>The bytes that arrived are not those that were sent.</summary>
    public const int Different = 5;

    /// <summary>The native library is missing, or cannot be used on this machine.</summary>
    public const int NoLibrary = 6;

    /// <summary>As shells report a program that a signal has ended.</summary>
    public static int Of(PosixSignal signal) => 128 + (signal == PosixSignal.SIGINT ? 2 : 15);
}
