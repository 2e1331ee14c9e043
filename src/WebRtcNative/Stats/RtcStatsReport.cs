using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCStatsReport (WebRTC 1.0, section 8.5): the statistics of a connection at one moment, by id.</summary>
/// <remarks>Immutable, hence usable from any thread.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "The W3C's name.")]
public sealed class RtcStatsReport : IReadOnlyDictionary<string, RtcStats>
{
    private readonly Dictionary<string, RtcStats> _stats;

    private RtcStatsReport(Dictionary<string, RtcStats> stats)
    {
        _stats = stats;
    }

    /// <summary>The ids of all objects in the report.</summary>
    public IEnumerable<string> Keys => _stats.Keys;

    /// <summary>All objects of the report.</summary>
    public IEnumerable<RtcStats> Values => _stats.Values;

    /// <summary>Number of objects in the report.</summary>
    public int Count => _stats.Count;

    /// <summary>The selected candidate pair: that of the first transport that has one; null until there is one.</summary>
    public IceCandidatePairStats? SelectedCandidatePair =>
        OfType<TransportStats>()
            .Select(transport => Find<IceCandidatePairStats>(transport.SelectedCandidatePairId))
            .FirstOrDefault(pair => pair is not null);

    /// <summary>The object with this id.</summary>
    /// <param name="key">The id.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public RtcStats this[string key] => _stats[key];

    /// <summary>All objects of a type.</summary>
    /// <typeparam name="T">The type, such as <see cref="DataChannelStats"/>.</typeparam>
    public IEnumerable<T> OfType<T>()
        where T : RtcStats => _stats.Values.OfType<T>();

    /// <summary>The object that another one refers to, such as the local candidate of a pair.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="id">The id; may be null.</param>
    /// <returns>Null if there is none, or if it has another type.</returns>
    public T? Find<T>(string? id)
        where T : RtcStats => id is null ? null : _stats.GetValueOrDefault(id) as T;

    /// <summary>Whether there is an object with this id.</summary>
    /// <param name="key">The id.</param>
    public bool ContainsKey(string key) => _stats.ContainsKey(key);

    /// <summary>The object with this id, if there is one.</summary>
    /// <param name="key">The id.</param>
    /// <param name="value">The object.</param>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out RtcStats value) => _stats.TryGetValue(key, out value);

    /// <summary>Every id with its object.</summary>
    public IEnumerator<KeyValuePair<string, RtcStats>> GetEnumerator() => _stats.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Reads the engine's array of statistics objects.</summary>
    /// <exception cref="FormatException">It is no JSON array of objects with id, type and timestamp.</exception>
    internal static RtcStatsReport Parse(string json)
    {
        var root = ParseJson(json);
        if (root.ValueKind != JsonValueKind.Array)
            throw new FormatException($"The statistics are of JSON type {root.ValueKind}, Array is expected.");
        var stats = new Dictionary<string, RtcStats>();
        foreach (var element in root.EnumerateArray())
        {
            var source = RtcStatsObject.Read(element);
            stats[source.Id] = Create(source);
        }
        return new RtcStatsReport(stats);
    }

    // A JsonElement without a document stays valid as long as it is referenced, and nothing is pooled.
    private static JsonElement ParseJson(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        // The second is for half a surrogate pair.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException($"The statistics are not JSON: {e.Message}", e);
        }
    }

    private static RtcStats Create(RtcStatsObject source) => source.Type switch
    {
        "data-channel" => new DataChannelStats(source),
        "transport" => new TransportStats(source),
        "candidate-pair" => new IceCandidatePairStats(source),
        "local-candidate" => new IceCandidateStats(source, isRemote: false),
        "remote-candidate" => new IceCandidateStats(source, isRemote: true),
        "certificate" => new CertificateStats(source),
        "inbound-rtp" => new InboundRtpStats(source),
        "outbound-rtp" => new OutboundRtpStats(source),
        "remote-inbound-rtp" => new RemoteInboundRtpStats(source),
        "remote-outbound-rtp" => new RemoteOutboundRtpStats(source),
        "media-source" => RtcStatsValue.Text(source.Members.GetValueOrDefault("kind")) switch
        {
            "audio" => new AudioSourceStats(source),
            "video" => new VideoSourceStats(source),
            _ => new RtcStats(source),
        },
        "media-playout" => new MediaPlayoutStats(source),
        "codec" => new CodecStats(source),
        "peer-connection" => new PeerConnectionStats(source),
        _ => new RtcStats(source),
    };
}
