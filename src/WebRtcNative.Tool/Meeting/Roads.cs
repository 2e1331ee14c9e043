namespace WebRtcNative.Tool.Meeting;

/// <summary>The way that two connected peers use, in words.</summary>
internal static class Roads
{
    public static string Of(PeerConnection connection)
    {
        var transport = connection.Sctp?.Transport ?? connection.Senders.Select(sender => sender.Transport).FirstOrDefault(one => one != null);
        if (transport?.IceTransport.SelectedCandidatePair is not { } pair)
            return "unknown";
        return $"{Of(pair.Local)} <-> {Of(pair.Remote)}";
    }

    // The engine hides the address of a peer that it knows only from the checks, and of one behind a name.
    private static string Of(IceCandidate candidate)
    {
        var address = candidate.Address is null or "redacted-ip.invalid" ? "(hidden)" : candidate.Address;
        return $"{candidate.Type} {address}:{candidate.Port}/{candidate.Protocol}".ToLowerInvariant();
    }
}
