namespace WebRtcNative;

/// <summary>The native library is missing or cannot be used here. The message says what was looked for and where, what was
/// found, and what to do. Thrown by whatever needs the library first: the first <see cref="EventQueue"/> or connection
/// (those of Godot's contract too), <see cref="WebRtcEngine.Version"/>.</summary>
public sealed class NativeLibraryException : DllNotFoundException
{
    internal NativeLibraryException(NativeLibraryFault fault, string message, Exception? cause = null)
        : base(message, cause) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public NativeLibraryFault Fault { get; }
}
