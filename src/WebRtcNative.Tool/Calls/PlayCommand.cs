using System.ComponentModel;
using System.Diagnostics;
using Spectre.Console.Cli;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Calls;

/// <summary>Sends files of sound and pictures to a page or another tool.</summary>
internal sealed class PlayCommand : AsyncCommand<PlayCommand.Options>
{
    private static readonly TimeSpan s_lead = TimeSpan.FromSeconds(0.5); // for the encoder's and the network's first steps, and the last packets

    public sealed class Options : CallOptions
    {
        [CommandArgument(0, "<FILE>")]
        [Description("A .wav file, a .y4m file, or one of each, which are sent together.")]
        public required string[] Files { get; init; }

        [CommandOption("--room <ROOM>")]
        [Description("A room's code or name; without it a room with a code is made.")]
        public string? Room { get; init; }

        public override string? RoomName => Room;

        protected override bool PageSends => false;
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        settings.CheckSeconds();
        foreach (var file in settings.Files)
        {
            if (!IsSound(file) && !IsPictures(file))
                throw ToolException.BadInput($"{file} ends neither with .wav nor with .y4m.");
        }
        if (settings.Files.Count(IsSound) > 1 || settings.Files.Count(IsPictures) > 1)
            throw ToolException.BadInput("One .wav file and one .y4m file can be played at a time.");
        using var sound = settings.Files.FirstOrDefault(IsSound) is { } wav ? new WavReader(wav) : null;
        using var pictures = settings.Files.FirstOrDefault(IsPictures) is { } y4m ? new Y4mReader(y4m) : null;
        await using var place = await Place.EnterAsync(settings, cancellationToken);
        using var audio = sound == null ? null : new AudioSource(new AudioSourceOptions { SampleRate = sound.SampleRate, Channels = sound.Channels });
        using var video = pictures == null ? null : new VideoSource();
        place.Announce("record NAME --room");
        var other = await Correspondent.MeetAsync(place, Prepare, cancellationToken);
        using var over = other.Watch(settings.Seconds, cancellationToken);
        await Parts.RunAsync(over, [PlayAsync(over.Token)]);
        cancellationToken.ThrowIfCancellationRequested();
        return ExitCode.Success;

        void Prepare(PeerConnection connection, bool offers)
        {
            if (audio != null)
                connection.AddTrack(audio.CreateTrack());
            if (video != null)
                connection.AddTrack(video.CreateTrack());
        }

        async Task PlayAsync(CancellationToken cancellation)
        {
            await Task.Delay(s_lead, cancellation);
            await Task.WhenAll(
                sound == null ? Task.CompletedTask : SendAsync(sound, audio!, cancellation),
                pictures == null ? Task.CompletedTask : SendAsync(pictures, video!, cancellation));
            await Task.Delay(s_lead, cancellation);
            Output.Remark("Played to the end.");
        }
    }

    private static bool IsSound(string file) => Path.GetExtension(file).Equals(".wav", StringComparison.OrdinalIgnoreCase);

    private static bool IsPictures(string file) => Path.GetExtension(file).Equals(".y4m", StringComparison.OrdinalIgnoreCase);

    private static async Task SendAsync(WavReader file, AudioSource source, CancellationToken cancellation)
    {
        var samples = new float[file.SampleRate / 10 * file.Channels];
        while (file.Read(samples) is > 0 and var count)
            await source.WriteAsync(samples.AsMemory(0, count), cancellation);
        await source.DrainAsync(cancellation);
    }

    private static async Task SendAsync(Y4mReader file, VideoSource source, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        for (var due = TimeSpan.Zero; file.Read(); due += file.Period)
        {
            if (due - clock.Elapsed is { Ticks: > 0 } wait)
                await Task.Delay(wait, cancellation);
            source.TrySend(file.Picture, file.Width, file.Height, VideoPixelFormat.I420, timestamp: due);
        }
    }
}
