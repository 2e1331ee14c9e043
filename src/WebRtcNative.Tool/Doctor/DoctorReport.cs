using System.Text.Json.Serialization;

namespace WebRtcNative.Tool.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Severity
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("good")]
    Good,

    /// <summary>For information.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>Some peers, or some loads, will have trouble.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Peers cannot be connected.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">What was looked at, in a few words.</param>
/// <param name="Text">What was found.</param>
/// <param name="Advice">What to do about it; null if there is nothing to do.</param>
internal sealed record Finding(Severity Severity, string Subject, string Text, string? Advice = null);

/// <summary>A candidate that a server has given, or an error of it.</summary>
/// <param name="Server">The server's URL; null for the machine's own addresses.</param>
/// <param name="Type">host, srflx or relay; null for an error.</param>
/// <param name="Address">Of the candidate.</param>
/// <param name="Port">Of the candidate.</param>
/// <param name="Protocol">udp or tcp.</param>
/// <param name="Milliseconds">From the begin of gathering.</param>
/// <param name="Error">What the server, or the way to it, answered.</param>
internal sealed record GatheredCandidate(
    string? Server, string? Type, string? Address, int? Port, string? Protocol, double Milliseconds, string? Error = null);

/// <summary>All of it.</summary>
internal sealed record DoctorReport(
    string Tool, string Library, string? Engine, IReadOnlyList<Finding> Findings, IReadOnlyList<GatheredCandidate> Candidates)
{
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext;
