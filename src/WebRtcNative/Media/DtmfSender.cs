namespace WebRtcNative;

/// <summary>RTCDTMFSender (WebRTC 1.0, section 7): telephone tones (RFC 4733) in the place of a sender's sound.</summary>
/// <remarks>Members may be called from any thread.</remarks>
public sealed class DtmfSender
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_shortestGap = TimeSpan.FromMilliseconds(30);

    private readonly RtpTransceiver _transceiver;
    private volatile bool _isPlaying; // until the event of the end

    internal DtmfSender(RtpTransceiver transceiver) => _transceiver = transceiver;

    /// <summary>tonechange: a tone has begun, which is the argument, or the last one has ended (the empty string). Raised by the
    /// connection's queue.</summary>
    public event EventHandler<string>? ToneChanged;

    /// <summary>toneBuffer: the tones that wait to be played. Changes when the event is raised, and by <see cref="InsertDtmf"/>.</summary>
    public string ToneBuffer { get; private set; } = string.Empty;

    /// <summary>insertDTMF: plays tones, and drops those that wait. Waits for the engine's signaling thread, not for the
    /// tones.</summary>
    /// <param name="tones">0 to 9, A to D, # and *, in either case; a comma is a pause of two seconds. Empty: plays no more.</param>
    /// <param name="duration">Of each tone, 40 ms to 6 s; null for 100 ms.</param>
    /// <param name="gap">Between tones, at least 30 ms; null for 70 ms.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tones"/> is null.</exception>
    /// <exception cref="ArgumentException">Another character, or a time out of its range.</exception>
    /// <exception cref="WebRtcException">The sender cannot send tones: it has no track, or the peer has not accepted them.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public void InsertDtmf(string tones, TimeSpan? duration = null, TimeSpan? gap = null)
    {
        ArgumentNullException.ThrowIfNull(tones);
        if (tones.FirstOrDefault(tone => !"0123456789ABCDabcd#*,".Contains(tone, StringComparison.Ordinal)) is not '\0' and var wrong)
            throw new ArgumentException($"'{wrong}' is no tone: 0 to 9, A to D, #, * and the comma are.", nameof(tones));
        if (duration < s_shortest || duration > s_longest)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "Must be within 40 ms and 6 s.");
        if (gap < s_shortestGap)
            throw new ArgumentOutOfRangeException(nameof(gap), gap, "Must be at least 30 ms.");
        // Before the call: the first tone's event may come while it returns.
        var (buffer, wasPlaying) = (ToneBuffer, _isPlaying);
        ToneBuffer = tones.ToUpperInvariant();
        _isPlaying = wasPlaying || tones.Length > 0;
        try
        {
            _transceiver.Usable.InsertDtmf(ToneBuffer, (int?)duration?.TotalMilliseconds ?? 100, (int?)gap?.TotalMilliseconds ?? 70);
        }
        catch
        {
            (ToneBuffer, _isPlaying) = (buffer, wasPlaying);
            throw;
        }
    }

    internal void Update(string tone, string waiting)
    {
        ToneBuffer = waiting;
        // The engine raises an end for no tones as well.
        if (tone.Length == 0 && !_isPlaying)
            return;
        _isPlaying = tone.Length > 0;
        ToneChanged?.Invoke(this, tone);
    }
}
