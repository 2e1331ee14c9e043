using System.Diagnostics;
using System.Runtime.Loader;

namespace WebRtcNative;

/// <summary>The AssemblyLoadContext that this assembly is in. Where that can be unloaded, nothing outside of it may refer to
/// anything inside from then on, and no thread may run.</summary>
internal static class OwnContext
{
    static OwnContext()
    {
        if (AssemblyLoadContext.GetLoadContext(typeof(OwnContext).Assembly) is { IsCollectible: true } context)
            context.Unloading += _ => LetGo();
    }

    /// <summary>Raised once, where the context can be unloaded: it is about to be.</summary>
    public static event Action? Unloading;

    private static void LetGo()
    {
        foreach (var letGo in Delegate.EnumerateInvocationList(Unloading))
        {
            try
            {
                letGo();
            }
            catch (Exception e) // of a listener to metrics or activities; the others still count
            {
                Trace.TraceError($"WebRtcNative cannot be unloaded: {e}");
            }
        }
    }
}
