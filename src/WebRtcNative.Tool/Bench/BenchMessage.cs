using System.Text.Json.Serialization;

namespace WebRtcNative.Tool.Bench;

/// <summary>The text messages between a bench and the peer that it measures with. Binary messages are the load.</summary>
/// <param name="Task">"echo": send each message back. "sink": count until "stop", then answer with the counts. "stop", "bye".</param>
/// <param name="Messages">In the answer to "stop": messages that arrived.</param>
/// <param name="Bytes">In the answer to "stop": bytes that arrived.</param>
/// <param name="Seconds">In the answer to "stop": from the first to the last one.</param>
internal sealed record BenchMessage(string Task, long Messages = 0, long Bytes = 0, double Seconds = 0);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchMessage))]
internal sealed partial class BenchJson : JsonSerializerContext;
