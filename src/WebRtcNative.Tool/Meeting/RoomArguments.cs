using System.ComponentModel;
using Spectre.Console.Cli;

namespace WebRtcNative.Tool.Meeting;

/// <summary>Options of commands whose only argument is the room.</summary>
internal class RoomArguments : MeetingOptions
{
    [CommandArgument(0, "[ROOM]")]
    [Description("The room's code or name; without it a room with a code is made.")]
    public string? Room { get; init; }

    public override string? RoomName => Room;
}
