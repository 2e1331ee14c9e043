using System.Text.Json.Serialization;

namespace AwaitChat;

/// <summary>What peers say before they are connected: "hello", "description", "candidate".</summary>
internal readonly record struct Signal(string Kind, string Text);

[JsonSerializable(typeof(Signal))]
internal sealed partial class SignalJson : JsonSerializerContext;
