using System.ComponentModel;
using Spectre.Console.Cli;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Calls;

/// <summary>Writes what a page or another tool sends into files.</summary>
internal sealed class RecordCommand : AsyncCommand<RecordCommand.Options>
{
    public sealed class Options : CallOptions
    {
        [CommandArgument(0, "<NAME>")]
        [Description("The files' name without an ending: sound goes to NAME.wav, pictures to NAME.y4m.")]
        public required string Files { get; init; }

        [CommandOption("--room <ROOM>")]
        [Description("A room's code or name; without it a room with a code is made.")]
        public string? Room { get; init; }

        [CommandOption("--overwrite")]
        [Description("Replace files of these names.")]
        public bool Overwrite { get; init; }

        public override string? RoomName => Room;
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        settings.CheckSeconds();
        var (wav, y4m) = ($"{settings.Files}.wav", $"{settings.Files}.y4m");
        if (Path.GetFileName(settings.Files) == "" || Directory.Exists(settings.Files))
            throw ToolException.BadInput($"\"{settings.Files}\" is no name for files.");
        if (!settings.Overwrite && (Path.Exists(wav) || Path.Exists(y4m)))
            throw ToolException.BadInput($"{wav} or {y4m} exists already. --overwrite replaces it.");
        await using var place = await Place.EnterAsync(settings, cancellationToken);
        place.Announce("play FILE --room");
        var other = await Correspondent.MeetAsync(place, Prepare, cancellationToken);
        using var over = other.Watch(settings.Seconds, cancellationToken);
        using var sound = new WavWriter(wav, Reception.SampleRate);
        using var pictures = new Y4mWriter(y4m);
        var report = new CallReport(other.Connection);
        await Parts.RunAsync(over,
        [
            other.Reception.ReadSoundAsync(
                samples =>
                {
                    report.AddSound(samples);
                    sound.Write(samples);
                },
                over.Token),
            other.Reception.ReadPicturesAsync(
                frame =>
                {
                    report.AddPicture(frame.Width, frame.Height);
                    pictures.Write(frame);
                },
                over.Token),
            report.PrintAsync(over.Token),
        ]);
        Output.Remark($"{wav}: {Units.Time(sound.Length)}");
        Output.Remark($"{(pictures.Count == 0 ? "no pictures" : string.Join(", ", pictures.Files))}: {pictures.Count} pictures");
        cancellationToken.ThrowIfCancellationRequested();
        return ExitCode.Success;
    }

    private static void Prepare(PeerConnection connection, bool offers)
    {
        if (!offers)
            return; // an answer takes what is offered
        var receives = new RtpTransceiverInit { Direction = RtpTransceiverDirection.RecvOnly };
        connection.AddTransceiver(MediaKind.Audio, receives);
        connection.AddTransceiver(MediaKind.Video, receives);
    }
}
