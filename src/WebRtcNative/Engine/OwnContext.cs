using System.Diagnostics;
using System.Runtime.Loader;

namespace WebRtcNative;

/// <summary>The AssemblyLoadContext that this assembly is in. If that context can be unloaded, then after its unloading nothing
/// outside may refer to anything inside, and no thread may run.</summary>
internal static class OwnContext
{
    static OwnContext()
    {
        if (AssemblyLoadContext.GetLoadContext(typeof(OwnContext).Assembly) is { IsCollectible: true } context)
            context.Unloading += _ => LetGo();
    }

    /// <summary>Raised once, before the context is unloaded.</summary>
    public static event Action? Unloading;

    private static void LetGo()
    {
        foreach (var letGo in Unloading?.GetInvocationList().Cast<Action>() ?? [])
        {
            try
            {
                letGo();
            }
            catch (Exception e) // of a listener to metrics or activities; the other handlers must still run
            {
                Trace.TraceError($"WebRtcNative cannot be unloaded: {e}");
            }
        }
    }
}
