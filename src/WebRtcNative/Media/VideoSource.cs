using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A source of pictures for tracks that are negotiated. It has no pictures to send yet.</summary>
public sealed class VideoSource : IDisposable
{
    private readonly NativeVideoSource _native;

    /// <summary>A new source, on the engine's threads that connections without a factory share.</summary>
    /// <param name="isScreencast">Whether its pictures show a screen.</param>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not have the threads or
    /// descriptors that a first connection needs.</exception>
    public VideoSource(bool isScreencast = false)
        : this(isScreencast, StartUp.Check())
    {
    }

    // Not inlined: the JIT would load assemblies before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private VideoSource(bool isScreencast, bool _)
    {
        _native = new NativeVideoSource(PeerConnectionFactory.Default.NextRuntime(), isScreencast);
        StartUp.Succeed();
    }

    /// <summary>A track of the source.</summary>
    /// <param name="id">The track's identifier in descriptions; empty for a random one.</param>
    /// <exception cref="ArgumentException">The identifier has other characters than RFC 8830 allows, or more than 64.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public VideoTrack CreateTrack(string id = "")
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length > 0)
            SdpToken.CheckId(id, nameof(id));
        return new VideoTrack(_native.CreateTrack(id));
    }

    /// <summary>Its tracks have no more pictures. Returns at once; may be repeated.</summary>
    public void Dispose() => _native.Dispose();
}
