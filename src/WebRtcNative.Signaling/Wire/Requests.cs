namespace WebRtcNative.Signaling.Wire;

// The messages of docs/signaling.md. Both the client and the server compile these files.

/// <summary>Asks for a place in a room.</summary>
internal sealed record JoinRequest
{
    /// <summary>Null for a new room with a short code.</summary>
    public string? Room { get; init; }

    public string? Name { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>Whether a room that does not exist is an error.</summary>
    public bool MustExist { get; init; }

    /// <summary>Counts only if the room is made for this member.</summary>
    public int? SizeLimit { get; init; }

    // SignalR writes the arguments of calls into its log, at the level Debug.
    public override string ToString() => nameof(JoinRequest);
}

internal sealed record JoinReply
{
    public WireError? Error { get; init; }

    public string Room { get; init; } = "";

    /// <summary>The id of the member that has joined.</summary>
    public string Member { get; init; } = "";

    /// <summary>What the member resumes with. A secret.</summary>
    public string Token { get; init; } = "";

    /// <summary>The number of the last event that <see cref="Members"/> and the rest of the reply contain.</summary>
    public long Number { get; init; }

    public List<WireMember> Members { get; init; } = [];

    public string Host { get; init; } = "";

    public bool Sealed { get; init; }

    public int SizeLimit { get; init; }

    /// <summary>In UTF-8 bytes.</summary>
    public int MaxMessageSize { get; init; }

    public List<WireIceServer> IceServers { get; init; } = [];

    // SignalR writes the arguments of calls into its log, at the level Debug.
    public override string ToString() => nameof(JoinReply);
}

/// <summary>Asks, on a new connection, for the place that the member has.</summary>
internal sealed record ResumeRequest
{
    public string? Room { get; init; }

    public string? Member { get; init; }

    public string? Token { get; init; }

    /// <summary>The number of the last event that the member has received.</summary>
    public long Number { get; init; }

    // SignalR writes the arguments of calls into its log, at the level Debug.
    public override string ToString() => nameof(ResumeRequest);
}

internal sealed record ResumeReply
{
    public WireError? Error { get; init; }

    /// <summary>The number of the member's last item that the room has accepted.</summary>
    public long Accepted { get; init; }

    public List<WireIceServer> IceServers { get; init; } = [];
}

/// <summary>A batch of items. It is accepted as a whole or not at all.</summary>
internal sealed record SendRequest
{
    /// <summary>The number of the first item. A member numbers its items from 1, without gaps.</summary>
    public long Number { get; init; }

    public List<WireItem>? Items { get; init; }
}

internal sealed record SendReply
{
    public WireError? Error { get; init; }

    /// <summary>Of the batch's items that were numbered but had no effect: why.</summary>
    public List<WireRefusal>? Refused { get; init; }
}

internal sealed record IceServersReply
{
    public WireError? Error { get; init; }

    public List<WireIceServer> IceServers { get; init; } = [];
}

internal sealed record WireRefusal(long Number, WireError Error);
