using System.Text;

namespace WebRtcNative;

/// <summary>A local description, and the candidates that were gathered since the engine wrote it. The text with them is made when it
/// is asked for: most programs send each candidate by itself and never ask.</summary>
internal sealed class TrickledDescription(SessionDescription description)
{
    private readonly Lock _lock = new();
    private readonly List<IceCandidate> _added = [];
    private SessionDescription _description = description;

    public SessionDescription Value
    {
        get
        {
            lock (_lock)
            {
                if (_added.Count > 0)
                    _description = _description with { Sdp = Insert(_description.Sdp, _added) };
                _added.Clear();
                return _description;
            }
        }
    }

    public void Add(IceCandidate candidate)
    {
        lock (_lock)
            _added.Add(candidate);
    }

    /// <summary>Each candidate at the end of its section (JSEP, RFC 9429, section 4.1.9).</summary>
    private static string Insert(string sdp, List<IceCandidate> candidates)
    {
        var text = new StringBuilder(sdp.Length + (candidates.Count * 128));
        var section = -1;
        var begin = 0;
        while (begin < sdp.Length)
        {
            var end = sdp.IndexOf("\r\nm=", begin, StringComparison.Ordinal);
            end = end < 0 ? sdp.Length : end + 2;
            text.Append(sdp, begin, end - begin);
            foreach (var candidate in candidates.Where(candidate => candidate.SdpMLineIndex == section))
                text.Append("a=").Append(candidate.Candidate).Append("\r\n");
            begin = end;
            section++;
        }
        return text.ToString();
    }
}
