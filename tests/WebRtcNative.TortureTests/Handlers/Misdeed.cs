using WebRtcNative.Tests.Support;

namespace WebRtcNative.TortureTests.Handlers;

/// <summary>A handler's possible misdeeds, by name: every call on its connection, its channel and its queue.</summary>
internal static class Misdeed
{
    public static Exception Thrown { get; } = new InvalidTimeZoneException("a handler's own");

    /// <param name="pair">Whose event it is.</param>
    /// <param name="channel">The channel of the same side.</param>
    /// <param name="queue">The pair's; null for the shared one.</param>
    public static IReadOnlyDictionary<string, Action<CorePair, DataChannel?, EventQueue?>> All { get; } =
        new Dictionary<string, Action<CorePair, DataChannel?, EventQueue?>>
        {
            ["throw"] = (_, _, _) => throw Thrown,
            ["poll"] = (_, _, queue) => (queue ?? EventQueue.Shared).Poll(),
            ["close the connection"] = (pair, _, _) => pair.A.Close(),
            ["dispose the connection"] = (pair, _, _) => pair.A.Dispose(),
            ["dispose both, twice"] = (pair, _, _) =>
            {
                pair.Dispose();
                pair.Dispose();
            },
            ["close the channel"] = (_, channel, _) => channel?.Close(),
            ["dispose the channel"] = (_, channel, _) => channel?.Dispose(),
            ["create a channel"] = (pair, _, _) => pair.A.CreateDataChannel("from inside"),
            ["create an offer"] = (pair, _, _) => _ = Swallow(pair.A.CreateOfferAsync()),
            ["roll back"] = (pair, _, _) => _ = Swallow(pair.A.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, string.Empty))),
            ["negotiate from the other side"] = (pair, _, _) => _ = Swallow(CorePair.NegotiateAsync(pair.B, pair.A)),
            ["send"] = (_, channel, _) => channel?.TrySend(new byte[1000]),
            ["make and dispose another"] = (_, _, queue) => new CorePair(queue).Dispose(),
            ["collect"] = (_, _, _) =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            },
            ["dispose the queue"] = (_, _, queue) => queue?.Dispose(),
        };

    /// <summary>A victim's operations may end in any way.</summary>
    public static Task Swallow(Task task) => task.ContinueWith(
        ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
