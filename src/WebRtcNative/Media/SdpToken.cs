using System.Buffers;

namespace WebRtcNative;

/// <summary>Identifiers that descriptions carry: of streams and tracks (RFC 8830, section 2) and of encodings (RFC 8851, section 4).</summary>
internal static class SdpToken
{
    private const int LongestId = 64;
    private const int LongestRid = 255;

    private static readonly SearchValues<char> s_token = SearchValues.Create(
        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly SearchValues<char> s_rid = SearchValues.Create(
        "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    public static void CheckIds(IReadOnlyList<string> ids, string name)
    {
        ArgumentNullException.ThrowIfNull(ids, name);
        foreach (var id in ids)
            CheckId(id, name);
    }

    public static void CheckId(string id, string name)
    {
        ArgumentNullException.ThrowIfNull(id, name);
        if (id.Length is 0 or > LongestId || id.AsSpan().ContainsAnyExcept(s_token))
            throw new ArgumentException($"'{id}' is no identifier: 1 to {LongestId} ASCII letters, digits and !#$%&'*+-.^_`{{|}}~ are.", name);
    }

    public static void CheckRids(IReadOnlyList<string?> rids, string name)
    {
        if (rids.Count > 1 && rids.Contains(null))
            throw new ArgumentException("Where there are several encodings, each needs a rid.", name);
        if (rids.Distinct().Count() < rids.Count)
            throw new ArgumentException("Two encodings have the same rid.", name);
        if (rids.FirstOrDefault(rid => rid != null && (rid.Length is 0 or > LongestRid || rid.AsSpan().ContainsAnyExcept(s_rid))) is { } wrong)
            throw new ArgumentException($"'{wrong}' is no rid: 1 to {LongestRid} ASCII letters, digits, - and _ are.", name);
    }
}
