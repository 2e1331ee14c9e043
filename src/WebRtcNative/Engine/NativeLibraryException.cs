namespace WebRtcNative;

/// <summary>The native library is missing or cannot be used here. The message says what was searched for and where, what was found,
/// and what to do. Thrown by the first use of the library: the first <see cref="EventQueue"/> or connection (those of Godot's
/// contract too), <see cref="WebRtcEngine.Version"/>.</summary>
public sealed class NativeLibraryException : DllNotFoundException
{
    internal NativeLibraryException(NativeLibraryFault fault, string message, Exception? cause = null)
        : base(message, cause) => Fault = fault;

    /// <summary>The kind of problem.</summary>
    public NativeLibraryFault Fault { get; }
}
