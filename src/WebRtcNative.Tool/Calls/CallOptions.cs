using System.ComponentModel;
using Spectre.Console.Cli;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Calls;

/// <summary>Options of commands that send or receive sound and pictures.</summary>
internal abstract class CallOptions : MeetingOptions
{
    [CommandOption("--seconds <NUMBER>")]
    [Description("End so many seconds after the two are connected; without it when the other side leaves, or by Ctrl+C.")]
    public double? Seconds { get; init; }

    /// <summary>A page needs nothing but the address.</summary>
    public override bool ServesByDefault => true;

    public override string? Page => CallPage.Text(PageSends);

    /// <summary>Whether the page sends its camera and microphone.</summary>
    protected virtual bool PageSends => true;

    public override PeerConnectionOptions ConnectionOptions() => base.ConnectionOptions() with { Media = true };

    /// <summary>Throws for a time that is none.</summary>
    public void CheckSeconds()
    {
        if (Seconds is { } seconds and not (>= 0.1 and <= 86_400))
            throw ToolException.BadInput($"--seconds {seconds}: 0.1 to 86400.");
    }
}
