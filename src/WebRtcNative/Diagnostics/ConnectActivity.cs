using System.Diagnostics;

namespace WebRtcNative;

/// <summary>The activity of a connection's setup, from its first description until it is connected, failed or closed.</summary>
internal sealed class ConnectActivity
{
    private static readonly ActivitySource s_source = new(WebRtcDiagnostics.ActivitySourceName, WebRtcDiagnostics.Version);

    // not begun -> begun -> ended, or not begun -> ended.
    private const int NotBegun = 0;
    private const int Begun = 1;
    private const int Ended = 2;

    private int _stage;
    private Activity? _activity;

    static ConnectActivity() => OwnContext.Unloading += s_source.Dispose; // .NET keeps a list of all sources

    /// <summary>A description is being set: begins with the first one.</summary>
    public void Begin()
    {
        if (Interlocked.CompareExchange(ref _stage, Begun, NotBegun) != NotBegun)
            return;
        // It ends on another thread, so it must not become the parent of the caller's next activity.
        var current = Activity.Current;
        var activity = s_source.StartActivity("webrtc.connect");
        if (activity == null)
            return;
        Activity.Current = current;
        Interlocked.Exchange(ref _activity, activity); // a fence: either this sees that it has ended, or the end sees it
        if (Volatile.Read(ref _stage) == Ended) // since a moment ago, when End did not see it yet
            Stop(PeerConnectionState.Closed);
    }

    /// <summary>A state of signaling or ICE was reached.</summary>
    public void Reached<TState>(string kind, TState state)
        where TState : struct, Enum
    {
        if (Volatile.Read(ref _activity) is not { } activity)
            return;
        var tags = new ActivityTagsCollection { ["webrtc.state"] = state.ToString() };
        activity.AddEvent(new ActivityEvent(kind, tags: tags));
    }

    /// <summary>The connection's state has changed: connected, failed and closed end the activity.</summary>
    public void Reached(PeerConnectionState state)
    {
        if (state is not (PeerConnectionState.Connected or PeerConnectionState.Failed or PeerConnectionState.Closed))
            return;
        if (Interlocked.Exchange(ref _stage, Ended) != Ended)
            Stop(state);
    }

    private void Stop(PeerConnectionState state)
    {
        if (Interlocked.Exchange(ref _activity, null) is not { } activity)
            return;
        activity.SetTag("webrtc.connection.state", WebRtcMetrics.NameOf(state));
        if (state == PeerConnectionState.Connected)
            activity.SetStatus(ActivityStatusCode.Ok);
        else
            activity.SetStatus(ActivityStatusCode.Error, $"The connection is {WebRtcMetrics.NameOf(state)}.");
        // Stopping would restore the activity that was current at the start, on an unrelated thread.
        var current = Activity.Current;
        activity.Stop();
        Activity.Current = current;
    }
}
