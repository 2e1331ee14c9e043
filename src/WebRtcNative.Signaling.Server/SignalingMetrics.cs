using System.Diagnostics;
using System.Diagnostics.Metrics;
using WebRtcNative.Signaling.Server.Hub;
using WebRtcNative.Signaling.Server.Rooms;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server;

/// <summary>Metrics and traces, under one name.</summary>
internal sealed class SignalingMetrics : IDisposable
{
    public const string Name = "WebRtcNative.Signaling.Server";

    private static readonly ActivitySource s_activities = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_accepted = s_meter.CreateCounter<long>(
        "signaling.items.accepted", "{item}", "Messages, updates and the like that members have sent.");
    private static readonly Counter<long> s_delivered = s_meter.CreateCounter<long>(
        "signaling.events.delivered", "{event}", "Events that were sent to members.");
    private static readonly Counter<long> s_refused = s_meter.CreateCounter<long>(
        "signaling.requests.refused", "{request}", "Requests that were refused, by error code.");

    private readonly Meter _meter = new(Name); // ends with the host

    public SignalingMetrics(RoomDirectory rooms, ConnectionTable connections)
    {
        _meter.CreateObservableUpDownCounter("signaling.rooms", () => rooms.Count, "{room}", "Rooms with a member on this node.");
        _meter.CreateObservableUpDownCounter("signaling.connections", () => connections.Count, "{connection}", "Clients' connections.");
    }

    public static Activity? Start(string method) => s_activities.StartActivity($"signaling {method}", ActivityKind.Server);

    public static void Accepted(int items) => s_accepted.Add(items);

    public static void Delivered(int events) => s_delivered.Add(events);

    public static void Refused(WireError error) => s_refused.Add(1, new KeyValuePair<string, object?>("error.type", error.Code));

    public void Dispose() => _meter.Dispose();
}
