using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>The options of a channel as the browser reports them; null for options that it does not have.</summary>
internal sealed record BrowserChannelOptions(
    string Label,
    string Protocol,
    bool Ordered,
    bool Negotiated,
    int? MaxRetransmits,
    int? MaxPacketLifeTime,
    int? Id,
    string? Priority)
{
    private static readonly JsonSerializerOptions s_init = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new Milliseconds() },
    };

    /// <summary>The options that the browser should report for a channel of ours.</summary>
    public static BrowserChannelOptions Of(DataChannel channel) => new(
        channel.Label,
        channel.Protocol,
        channel.Ordered,
        channel.Negotiated,
        channel.MaxRetransmits,
        (int?)channel.MaxPacketLifeTime?.TotalMilliseconds,
        channel.Id,
        JsonNamingPolicy.KebabCaseLower.ConvertName(channel.Priority.ToString()));

    public static BrowserChannelOptions Read(string json) =>
        JsonSerializer.Deserialize<BrowserChannelOptions>(json, s_init)!;

    /// <summary>Our options as RTCDataChannelInit: the names are the W3C's, the priorities too.</summary>
    public static string WriteInit(DataChannelOptions options) => JsonSerializer.Serialize(options, s_init);

    /// <summary>How the W3C writes times.</summary>
    private sealed class Milliseconds : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeSpan.FromMilliseconds(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue((int)value.TotalMilliseconds);
    }
}
