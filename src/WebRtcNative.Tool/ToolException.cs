namespace WebRtcNative.Tool;

/// <summary>The end of a command that its user can understand: one line, and an exit code.</summary>
internal sealed class ToolException(int exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException BadInput(string message) => new(Tool.ExitCode.BadInput, message);
}
