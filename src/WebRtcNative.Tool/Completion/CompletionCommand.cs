using System.ComponentModel;
using System.Reflection;
using Spectre.Console.Cli;
using WebRtcNative.Tool.Bench;
using WebRtcNative.Tool.Calls;
using WebRtcNative.Tool.Descriptions;
using WebRtcNative.Tool.Doctor;
using WebRtcNative.Tool.Files;
using WebRtcNative.Tool.Live;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Completion;

/// <summary>Prints a script for a shell, made of the commands' own options.</summary>
internal sealed class CompletionCommand : Command<CompletionCommand.Options>
{
    private static readonly (string Name, Type Options)[] s_commands =
    [
        ("bench", typeof(BenchCommand.Options)), ("call", typeof(CallCommand.Options)), ("candidates", typeof(CandidatesCommand.Options)),
        ("chat", typeof(RoomArguments)), ("completion", typeof(Options)), ("doctor", typeof(DoctorCommand.Options)),
        ("play", typeof(PlayCommand.Options)), ("receive", typeof(ReceiveCommand.Options)), ("record", typeof(RecordCommand.Options)),
        ("sdp", typeof(SdpCommand.Options)), ("send", typeof(SendCommand.Options)), ("stats", typeof(StatsCommand.Options)),
    ];

    public sealed class Options : CommandSettings
    {
        [CommandArgument(0, "<SHELL>")]
        [Description("bash, zsh or pwsh. bash: eval \"$(webrtcnative completion bash)\" in ~/.bashrc.")]
        public required string Shell { get; init; }
    }

    public override int Execute(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        var commands = s_commands.ToDictionary(one => one.Name, one => OptionsOf(one.Options));
        Console.Out.Write(settings.Shell switch
        {
            "bash" => CompletionScripts.Bash(commands),
            "zsh" => CompletionScripts.Zsh(commands),
            "pwsh" => CompletionScripts.PowerShell(commands),
            _ => throw ToolException.BadInput($"There is no script for {Output.Clean(settings.Shell)}, only for bash, zsh and pwsh."),
        });
        return ExitCode.Success;
    }

    // The templates are such as "-d|--directory <FOLDER>".
    private static string[] OptionsOf(Type type) =>
    [
        .. type.GetProperties().Select(property => property.GetCustomAttribute<CommandOptionAttribute>()).OfType<CommandOptionAttribute>()
            .SelectMany(option => option.LongNames).Select(name => $"--{name}").Append("--help").Order(StringComparer.Ordinal),
    ];
}
