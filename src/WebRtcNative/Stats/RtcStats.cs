using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCStats (WebRTC 1.0, section 8.6): one object of a <see cref="RtcStatsReport"/>. The types that data channels
/// need have classes of their own; any other is an RtcStats, whose values are in <see cref="Members"/>.</summary>
/// <remarks>In all of them a value that the engine has not given, or not as the statistics specification (W3C webrtc-stats)
/// says, is null. Counts begin with the object. Immutable, hence usable from any thread.</remarks>
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

    /// <summary>RTCStatsType, such as "transport" or "data-channel".</summary>
    public string Type { get; }

    /// <summary>When the values were taken, by the clock of this machine, or of the remote one where they came from there.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Every member as it came, by its W3C name, whether it has a property here or not.</summary>
    public IReadOnlyDictionary<string, JsonElement> Members => _members.AsReadOnly();

    /// <summary>Type and id, for logs.</summary>
    public override string ToString() => $"{Type} {Id}";

    private protected string? Text(string name) => RtcStatsValue.Text(Find(name));

    private protected long? Count(string name) => RtcStatsValue.Count(Find(name));

    private protected int? UInt16(string name) => Count(name) is { } count and <= ushort.MaxValue ? (int)count : null;

    private protected double? Real(string name) => RtcStatsValue.Real(Find(name));

    private protected bool? Flag(string name) => RtcStatsValue.Flag(Find(name));

    private protected TimeSpan? Seconds(string name) => RtcStatsValue.Seconds(Find(name));

    private protected DateTimeOffset? Milliseconds(string name) => RtcStatsValue.Milliseconds(Find(name));

    private JsonElement Find(string name) => _members.GetValueOrDefault(name);
}
