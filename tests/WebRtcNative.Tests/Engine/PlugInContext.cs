using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Engine;

/// <summary>A plug-in's context, as an editor with tool scripts has it: the library and the tests once more, to be unloaded.</summary>
internal sealed class PlugInContext() : AssemblyLoadContext("plug-in", isCollectible: true)
{
    /// <summary>Runs a static method in contexts that are unloaded afterwards, one after another.</summary>
    /// <param name="plugIn">The type whose method it is; in the context it is another.</param>
    /// <param name="method">Is given a token of the host that is never cancelled.</param>
    /// <param name="times">How many contexts.</param>
    public static void Reload(Type plugIn, string method, int times = 3)
    {
        using var host = new CancellationTokenSource();
        var before = LibraryThreads.Count();
        for (var i = 0; i < times; i++)
        {
            var context = LoadAndUnload(plugIn, method, host.Token);
            Wait.Until(() => !context.IsAlive, $"the context of reload {i} collected", Collect);
        }
        Wait.Until(() => LibraryThreads.Count() <= before, () => $"{before} threads, but there are {LibraryThreads.Count()}", Collect);
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name!.StartsWith("WebRtcNative", StringComparison.Ordinal)
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll"))
            : null;

    // Not inlined: a local of the caller would keep the context during the wait.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadAndUnload(Type plugIn, string method, CancellationToken host)
    {
        var context = new PlugInContext();
        var loaded = context.LoadFromAssemblyName(plugIn.Assembly.GetName()).GetType(plugIn.FullName!)!;
        loaded.GetMethod(method)!.CreateDelegate<Action<CancellationToken>>()(host);
        context.Unload();
        return new WeakReference(context);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
