using System.ComponentModel;
using Spectre.Console.Cli;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Calls;

/// <summary>Sends a tone and a test picture to a page or another tool, and shows what arrives from it.</summary>
internal sealed class CallCommand : AsyncCommand<CallCommand.Options>
{
    public sealed class Options : CallOptions
    {
        [CommandArgument(0, "[ROOM]")]
        [Description("The room's code or name; without it a room with a code is made.")]
        public string? Room { get; init; }

        public override string? RoomName => Room;
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        settings.CheckSeconds();
        await using var place = await Place.EnterAsync(settings, cancellationToken);
        using var tone = new AudioSource();
        using var picture = new VideoSource();
        place.Announce("call");
        var other = await Correspondent.MeetAsync(place, Prepare, cancellationToken);
        using var over = other.Watch(settings.Seconds, cancellationToken);
        var report = new CallReport(other.Connection);
        await Parts.RunAsync(over,
        [
            TestTone.SendAsync(tone, over.Token), TestPicture.SendAsync(picture, over.Token),
            other.Reception.ReadSoundAsync(report.AddSound, over.Token),
            other.Reception.ReadPicturesAsync(frame => report.AddPicture(frame.Width, frame.Height), over.Token),
            report.PrintAsync(over.Token),
        ]);
        cancellationToken.ThrowIfCancellationRequested();
        return ExitCode.Success;

        void Prepare(PeerConnection connection, bool offers)
        {
            connection.AddTrack(tone.CreateTrack());
            connection.AddTrack(picture.CreateTrack());
        }
    }
}
