namespace WebRtcNative;

/// <summary>Reads what descriptions say of ICE (RFC 8839, section 5).</summary>
internal static class DescriptionCandidates
{
    private const string Fragment = "a=ice-ufrag:";

    /// <summary>The username fragments of all sections; of no description, none.</summary>
    public static HashSet<string?> UsernameFragments(SessionDescription? description)
    {
        var fragments = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var line in (description?.Sdp).AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Fragment, StringComparison.Ordinal))
                fragments.Add(line[Fragment.Length..].ToString());
        }
        return fragments;
    }

    /// <summary>The candidates of all sections.</summary>
    public static IReadOnlyList<IceCandidate> Read(SessionDescription? description)
    {
        const string Section = "m=", Mid = "a=mid:", Candidate = "a=candidate:", Attribute = "a=";
        var candidates = new List<IceCandidate>();
        var first = 0; // of the section
        var index = -1;
        string? mid = null, fragment = null, ofSession = null;
        foreach (var line in (description?.Sdp).AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Section, StringComparison.Ordinal))
            {
                EndSection();
                ofSession = index < 0 ? fragment : ofSession;
                (first, index, mid, fragment) = (candidates.Count, index + 1, null, ofSession);
            }
            else if (line.StartsWith(Mid, StringComparison.Ordinal))
            {
                mid = line[Mid.Length..].ToString();
            }
            else if (line.StartsWith(Fragment, StringComparison.Ordinal))
            {
                fragment = line[Fragment.Length..].ToString();
            }
            else if (line.StartsWith(Candidate, StringComparison.Ordinal))
            {
                candidates.Add(IceCandidate.FromEngine(line[Attribute.Length..].ToString(), null, index));
            }
        }
        EndSection();
        return candidates;

        // The lines of a section have no order.
        void EndSection()
        {
            for (var i = first; i < candidates.Count; i++)
                candidates[i] = candidates[i] with { SdpMid = mid, UsernameFragment = candidates[i].UsernameFragment ?? fragment };
        }
    }
}
