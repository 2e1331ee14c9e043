using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCStats (WebRTC 1.0, section 8.6): one object of a <see cref="RtcStatsReport"/>. Each type of the W3C's
/// that the engine reports has a class of its own, such as <see cref="TransportStats"/>. Any other type is an RtcStats, with its values in
/// <see cref="Members"/>.</summary>
/// <remarks>In all of them a value is null if the engine did not give it, or gave it in another form than the statistics
/// specification (W3C webrtc-stats) says. Counts and sums begin with the object. Immutable, hence usable from any thread.</remarks>
public class RtcStats
{
    private readonly Dictionary<string, JsonElement> _members;

    internal RtcStats(RtcStatsObject source)
    {
        Id = source.Id;
        Type = source.Type;
        Timestamp = source.Timestamp;
        _members = source.Members;
    }

    /// <summary>Identifies the object, also in later reports of the same connection.</summary>
    public string Id { get; }

    /// <summary>RTCStatsType: what kind of object this is, such as "transport" or "data-channel".</summary>
    public string Type { get; }

    /// <summary>Time of the values, by this machine's clock, or by the remote machine's for values that it sent.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Every member of the object, unchanged, by its W3C name, with or without a property here.</summary>
    public IReadOnlyDictionary<string, JsonElement> Members => _members.AsReadOnly();

    /// <summary>Type and id, for logs.</summary>
    public override string ToString() => $"{Type} {Id}";

    private protected string? Text(string name) => RtcStatsValue.Text(Find(name));

    private protected long? Count(string name) => RtcStatsValue.Count(Find(name));

    private protected long? Integer(string name) => RtcStatsValue.Integer(Find(name));

    private protected int? UInt16(string name) => Count(name) is { } count and <= ushort.MaxValue ? (int)count : null;

    private protected double? Real(string name) => RtcStatsValue.Real(Find(name));

    private protected bool? Flag(string name) => RtcStatsValue.Flag(Find(name));

    private protected TimeSpan? Seconds(string name) => RtcStatsValue.Seconds(Find(name));

    private protected DateTimeOffset? Milliseconds(string name) => RtcStatsValue.Milliseconds(Find(name));

    private JsonElement Find(string name) => _members.GetValueOrDefault(name);
}
