using System.Diagnostics;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Before the process ends, or the assembly is unloaded, peers are told: those of connections that are open, and those of
/// connections that were closed a moment ago, which the engine's threads may not have told yet.</summary>
/// <remarks>The end of a process is orderly when .NET raises ProcessExit: Main returns, or Environment.Exit is called. A signal that no
/// code handles, an unhandled exception and FailFast end it without.</remarks>
internal static class ProcessEnd
{
    // In all: a process that is told to end must end.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    static ProcessEnd()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        OwnContext.Unloading += () =>
        {
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
            // The end of the process unloads every context first.
            TellPeers();
        };
    }

    /// <summary>All of this assembly.</summary>
    public static OpenConnections Connections { get; } = new();

    private static void OnExit(object? sender, EventArgs e) => TellPeers();

    // Close raises no event, and the engine's threads run no managed code. So this thread may be any: one in a handler, too.
    private static void TellPeers()
    {
        foreach (var connection in Connections)
        {
            try
            {
                connection.Close();
            }
            catch (Exception e) // of a listener to activities; the other peers must still be told
            {
                Trace.TraceError($"WebRtcNative cannot close a connection: {e}");
            }
        }
        NativeRuntime.WaitForClosings(s_longest);
    }
}
