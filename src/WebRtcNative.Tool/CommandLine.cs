using System.Text.Json;
using Spectre.Console.Cli;
using WebRtcNative.Signaling;
using WebRtcNative.Tool.Bench;
using WebRtcNative.Tool.Calls;
using WebRtcNative.Tool.Completion;
using WebRtcNative.Tool.Descriptions;
using WebRtcNative.Tool.Doctor;
using WebRtcNative.Tool.Files;
using WebRtcNative.Tool.Live;

namespace WebRtcNative.Tool;

/// <summary>The commands, and the one place where a failure becomes a line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>What commands see in place of "-": standard input, or standard output.</summary>
    public const string Pipe = "<pipe>";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var app = new CommandApp();
        app.Configure(Configure);
        try
        {
            // The parser takes a lone "-" for an option without a name.
            return await app.RunAsync(arguments.Select(one => one == "-" ? Pipe : one), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Failed; // the caller knows the signal
        }
        catch (Exception e)
        {
            var (code, message) = Explain(e);
            await Console.Error.WriteLineAsync($"webrtcnative: {OneLine(message)}");
            return code;
        }
    }

    private static void Configure(IConfigurator config)
    {
        config.SetApplicationName("webrtcnative");
        config.SetApplicationVersion(ToolVersion.Text);
        config.PropagateExceptions();
        config.UseStrictParsing();
        config.AddCommand<DoctorCommand>("doctor")
            .WithDescription("Says what works here, what keeps peers from connecting, and what to do about it.")
            .WithExample("doctor")
            .WithExample("doctor", "--ice", "stun:stun.example.org", "--ice", "turn:turn.example.org", "--user", "me", "--credential", "secret");
        config.AddCommand<SendCommand>("send")
            .WithDescription("Sends files, folders, or standard input (-), straight to another machine.")
            .WithExample("send", "film.mkv", "--serve", "8080")
            .WithExample("send", "photos", "--room", "our-room", "--server", "https://example.org/signaling")
            .WithExample("send", "film.mkv", "--server", "https://example.org/signaling");
        config.AddCommand<ReceiveCommand>("receive")
            .WithDescription("Receives what send sends, and continues where an earlier transfer was interrupted.")
            .WithExample("receive", "7K2M9Q", "--server", "https://example.org/signaling");
        config.AddCommand<ChatCommand>("chat")
            .WithDescription("A chat of everyone in a room, from peer to peer.")
            .WithExample("chat", "our-room", "--server", "https://example.org/signaling");
        config.AddCommand<CallCommand>("call")
            .WithDescription("Calls a browser: sends a tone and a test picture to a page, and shows what the page sends.")
            .WithExample("call")
            .WithExample("call", "--serve", "8080", "--seconds", "30");
        config.AddCommand<RecordCommand>("record")
            .WithDescription("Writes the sound and the pictures of a page or another machine into .wav and .y4m files.")
            .WithExample("record", "interview")
            .WithExample("record", "interview", "--room", "7K2M9Q", "--server", "https://example.org/signaling");
        config.AddCommand<PlayCommand>("play")
            .WithDescription("Sends a .wav file, a .y4m file, or both, to a page or another machine.")
            .WithExample("play", "music.wav")
            .WithExample("play", "film.wav", "film.y4m", "--room", "7K2M9Q", "--server", "https://example.org/signaling");
        config.AddCommand<StatsCommand>("stats")
            .WithDescription("Joins a room, and shows the figures of the connections with its members while they last.")
            .WithExample("stats", "our-room", "--server", "https://example.org/signaling");
        config.AddCommand<BenchCommand>("bench")
            .WithDescription("Measures setup, round trip and throughput, in one process or between two machines.")
            .WithExample("bench")
            .WithExample("bench", "7K2M9Q", "--server", "https://example.org/signaling");
        config.AddCommand<SdpCommand>("sdp")
            .WithDescription("Explains a description line by line, and what this library makes of it.")
            .WithExample("sdp", "offer.sdp");
        config.AddCommand<CandidatesCommand>("candidates")
            .WithDescription("Explains ICE candidates, from lines, JSON or a whole description.")
            .WithExample("candidates", "candidates.txt");
        config.AddCommand<CompletionCommand>("completion")
            .WithDescription("Prints a script by which bash, zsh or pwsh completes commands and options.")
            .WithExample("completion", "bash");
    }

    private static (int Code, string Message) Explain(Exception e) => e switch
    {
        ToolException tool => (tool.ExitCode, tool.Message),
        CommandAppException usage => (ExitCode.BadInput, $"{usage.Message} (see webrtcnative --help)"),
        NativeLibraryException library => (ExitCode.NoLibrary, library.Message),
        RoomException { ErrorType: RoomErrorType.BadRequest } room => (ExitCode.BadInput, room.Message),
        RoomException room => (ExitCode.NoServer, room.Message),
        WebRtcException peer => (ExitCode.NoPeer, peer.Message),
        JsonException json => (ExitCode.BadInput, $"This is no JSON: {json.Message}"),
        FileNotFoundException or DirectoryNotFoundException or FormatException => (ExitCode.BadInput, e.Message),
        _ => (ExitCode.Failed, $"{e.Message} ({e.GetType().Name})"),
    };

    private static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
