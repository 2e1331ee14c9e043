using WebRtcNative.Signaling;
using WebRtcNative.Tool.Calls;

namespace WebRtcNative.Tool.Meeting;

/// <summary>A joined room, and the server if this process is it.</summary>
internal sealed class Place : IAsyncDisposable
{
    /// <summary>The key of what a member does, which tells senders from receivers.</summary>
    public const string RoleKey = "webrtcnative";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly EmbeddedServer? _server;

    private readonly bool _hasPage;
    private readonly bool _isNewRoom;

    private Place(Room room, EmbeddedServer? server, Uri shown, bool hasPage, bool isNewRoom) =>
        (Room, _server, Shown, _hasPage, _isNewRoom) = (room, server, shown, hasPage, isNewRoom);

    public Room Room { get; }

    /// <summary>The server's address as the other machine needs it.</summary>
    public Uri Shown { get; }

    public static async Task<Place> EnterAsync(MeetingOptions options, CancellationToken cancellation)
    {
        var address = options.ServerAddress();
        var roomOptions = new RoomOptions
        {
            Name = options.Name,
            PeerConnection = options.ConnectionOptions(),
        };
        using (new PeerConnection(roomOptions.PeerConnection))
        {
            // Wrong STUN and TURN servers, and a missing library, are errors before anything is promised to the other side.
        }
        var server = options.ServedPort is { } port ? await EmbeddedServer.StartAsync(port, options.Page, cancellation) : null;
        try
        {
            var room = await JoinAsync(server?.Local ?? address!, options.RoomName, roomOptions, cancellation);
            return new Place(room, server, server?.Shown ?? address!, server != null && options.Page != null, options.RoomName == null);
        }
        catch
        {
            if (server != null)
                await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says how others join, to people and to scripts.</summary>
    public void Announce(string command, string? hint = null)
    {
        Output.Remark($"Room: {Room.Name}");
        Output.Remark($"There:  webrtcnative {command} {Quote(Room.Name)} --server {Shown}");
        if (hint != null)
            Output.Remark(hint);
        if (!_isNewRoom && Room.Members.Count == 1)
            Output.Remark("Nobody else is in this room yet. Where someone waits already, the room has another code.");
    }

    /// <summary>Says where the page is, if this process serves one: for this machine's browser, and for a telephone's camera.</summary>
    public void AnnouncePage()
    {
        if (!_hasPage)
            return;
        var fragment = $"#{Uri.EscapeDataString(Room.Name)}";
        var there = $"{Shown.GetLeftPart(UriPartial.Authority)}/{fragment}";
        Output.Remark($"Page here:  {_server!.Local.GetLeftPart(UriPartial.Authority)}/{fragment}");
        Output.Remark($"Page there: {there}");
        if (!Console.IsErrorRedirected)
            Console.Error.Write(QrText.Of(there));
        Output.Remark("Browsers give camera and microphone to pages of this machine, or of https. Other pages send a tone and a test picture.");
    }

    /// <summary>Tells the others what this member does. Only then do they connect with it, so it listens for connections before: one that
    /// arrives before there is a handler is not seen.</summary>
    public Task TakeRoleAsync(string role) => Room.SetMetadataAsync(new Dictionary<string, string> { [RoleKey] = role });

    public static string? RoleOf(RoomMember member) => member.Metadata.GetValueOrDefault(RoleKey);

    public async ValueTask DisposeAsync()
    {
        await Room.DisposeAsync();
        if (_server != null)
            await _server.DisposeAsync();
    }

    // The server may be just starting: the other machine's command is typed at the same time.
    private static async Task<Room> JoinAsync(Uri server, string? name, RoomOptions options, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        var isTold = false;
        while (true)
        {
            try
            {
                return await (name == null
                    ? Room.CreateAsync(server, options, cancellation) : Room.JoinAsync(server, name, options, cancellation));
            }
            catch (RoomException e) when (e.ErrorType == RoomErrorType.Unreachable
                && TimeProvider.System.GetElapsedTime(start) < s_patience)
            {
                if (!isTold)
                    Output.Remark($"{e.Message} Trying for {s_patience.TotalSeconds} s.");
                isTold = true;
                await Task.Delay(s_pause, cancellation);
            }
        }
    }

    private static string Quote(string name) => name.All(char.IsLetterOrDigit) ? name : $"\"{name}\"";
}
