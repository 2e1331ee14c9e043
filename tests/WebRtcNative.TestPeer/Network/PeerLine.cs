using System.Text.Json;

namespace WebRtcNative.TestPeer;

/// <summary>A line between a test and a peer: a command in one direction, a report in the other.</summary>
/// <param name="Word">One of the words below.</param>
/// <param name="Text">Its argument.</param>
internal sealed record PeerLine(string Word, string Text = "")
{
    /// <summary>To the peer: make an offer; with <see cref="Restart"/> as text, one that restarts ICE.</summary>
    public const string Offer = "offer";

    public const string Restart = "restart";

    /// <summary>Both ways: a description, after its type and a space.</summary>
    public const string Description = "description";

    /// <summary>Both ways: a candidate as JSON.</summary>
    public const string Candidate = "candidate";

    /// <summary>From the peer: a candidate that is not valid any more.</summary>
    public const string CandidateRemoved = "candidate removed";

    /// <summary>To the peer: send this message. From it: this message has arrived.</summary>
    public const string Message = "message";

    /// <summary>From the peer: the connection state.</summary>
    public const string ConnectionState = "connection state";

    /// <summary>From the peer: the state of its channel.</summary>
    public const string ChannelState = "channel state";

    /// <summary>From the peer: the local address of the selected candidate pair.</summary>
    public const string SelectedAddress = "selected address";

    public static PeerLine Parse(string json) => JsonSerializer.Deserialize<PeerLine>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);
}
