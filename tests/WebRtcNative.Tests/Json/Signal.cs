using System.Text.Json.Serialization;

namespace WebRtcNative.Tests.Json;

/// <summary>A message of a program that has the library's types as members.</summary>
public sealed record Signal(
    SessionDescription? Description = null, IceCandidate? IceCandidate = null, PeerConnectionOptions? Configuration = null,
    IReadOnlyList<IceCandidate>? Candidates = null);

[JsonSerializable(typeof(Signal))]
[JsonSerializable(typeof(SessionDescription))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseUpper)]
internal sealed partial class SignalContext : JsonSerializerContext;
