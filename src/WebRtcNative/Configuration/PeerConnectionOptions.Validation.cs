using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace WebRtcNative;

public sealed partial record PeerConnectionOptions
{
    private const int MaxUsernameLength = 509; // WebRTC 1.0, section 4.4.1.6

    private static readonly TimeSpan s_longestClosing = TimeSpan.FromHours(24);

    // Options that setConfiguration may change: those that CopyChangeable in the shim has, and one that only .NET has. Any other may
    // not be.
    private static readonly string[] s_changeable =
        [nameof(IceServers), nameof(IceTransportPolicy), nameof(IceCandidatePoolSize), nameof(IceTiming), nameof(ClosingTimeout)];

    private static readonly string[] s_changeableTiming =
    [
        nameof(IceTimingOptions.UnwritableTimeout), nameof(IceTimingOptions.UnwritableMinChecks), nameof(IceTimingOptions.InactiveTimeout),
        nameof(IceTimingOptions.CheckIntervalStrong), nameof(IceTimingOptions.CheckIntervalWeak), nameof(IceTimingOptions.CheckMinInterval),
        nameof(IceTimingOptions.StablePingInterval),
    ];

    /// <summary>Throws an <see cref="ArgumentException"/> that names the option which is wrong.</summary>
    internal void Validate()
    {
        ValidateServers();
        ValidatePolicies();
        ValidateCertificates();
        ArgumentNullException.ThrowIfNull(IceTiming);
        IceTiming.Validate();
        if (ConnectTimeout is { } timeout)
            IceTimingOptions.CheckTime(timeout, nameof(ConnectTimeout));
        if (IceCandidatePoolSize is < 0 or > byte.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(IceCandidatePoolSize), IceCandidatePoolSize, "Must be within 0 and 255.");
        ValidatePorts();
        if (ReceiveLimit < 1)
            throw new ArgumentOutOfRangeException(nameof(ReceiveLimit), ReceiveLimit, "Must be at least 1.");
        if (ClosingTimeout < TimeSpan.Zero || ClosingTimeout > s_longestClosing)
            throw new ArgumentOutOfRangeException(nameof(ClosingTimeout), ClosingTimeout, "Must be within 0 and 24 hours.");
    }

    /// <summary>The name of an option that differs there and that setConfiguration may not change; null for none.</summary>
    internal string? WhatMayNotChange(PeerConnectionOptions other) =>
        Difference(this, other, s_changeable) ?? Difference(IceTiming, other.IceTiming, s_changeableTiming);

    private static string? Difference<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T one, T other, string[] except) =>
        typeof(T).GetProperties().FirstOrDefault(property =>
            !except.Contains(property.Name) && !AreSame(property.GetValue(one), property.GetValue(other)))?.Name;

    private static bool AreSame(object? one, object? other) =>
        one is IEnumerable<object> list && other is IEnumerable<object> otherList ? list.SequenceEqual(otherList) : Equals(one, other);

    // The engine checks URLs (IceServerUrl). For user names, one engine reports no error, and the other does not name the server.
    private void ValidateServers()
    {
        ArgumentNullException.ThrowIfNull(IceServers);
        foreach (var server in IceServers)
        {
            if (server?.Urls is not { Count: > 0 } || server.Urls.Any(string.IsNullOrEmpty))
                throw new ArgumentException("An ICE server must have at least one URL, and no empty ones.", nameof(IceServers));
            if (Encoding.UTF8.GetByteCount(server.Username ?? string.Empty) > MaxUsernameLength)
                throw new ArgumentException($"The user name of {server.Urls[0]} has more than {MaxUsernameLength} bytes.", nameof(IceServers));
            if (server.Urls.FirstOrDefault(IsTurn) is { } turn && (string.IsNullOrEmpty(server.Username) || string.IsNullOrEmpty(server.Credential)))
                throw new ArgumentException($"{turn} needs a user name and a credential that are not empty.", nameof(IceServers));
        }
    }

    private static bool IsTurn(string url) =>
        url.StartsWith("turn:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("turns:", StringComparison.OrdinalIgnoreCase);

    private void ValidatePorts()
    {
        if (MinPort is < 0 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(MinPort), MinPort, "Must be within 0 and 65535.");
        if (MaxPort is < 0 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(MaxPort), MaxPort, "Must be within 0 and 65535.");
        if (MinPort > MaxPort)
            throw new ArgumentOutOfRangeException(nameof(MinPort), MinPort, $"Must not be above MaxPort, which is {MaxPort}.");
    }

    private void ValidatePolicies()
    {
        if (!Enum.IsDefined(IceTransportPolicy))
            throw new ArgumentOutOfRangeException(nameof(IceTransportPolicy), IceTransportPolicy, "Unknown policy.");
        if (!Enum.IsDefined(BundlePolicy))
            throw new ArgumentOutOfRangeException(nameof(BundlePolicy), BundlePolicy, "Unknown policy.");
    }

    private void ValidateCertificates()
    {
        ArgumentNullException.ThrowIfNull(Certificates);
        foreach (var certificate in Certificates)
        {
            ArgumentNullException.ThrowIfNull(certificate, nameof(Certificates));
            if (certificate.Expires < DateTimeOffset.UtcNow)
                throw new ArgumentException($"A certificate has expired at {certificate.Expires:u}.", nameof(Certificates));
        }
    }
}
