using System.Text;

namespace WebRtcNative.Tool.Completion;

/// <summary>The scripts: commands first, then a command's options, and files for everything else.</summary>
internal static class CompletionScripts
{
    public static string Bash(IReadOnlyDictionary<string, string[]> commands)
    {
        var script = new StringBuilder(
            """
            _webrtcnative() {
                local word=${COMP_WORDS[COMP_CWORD]} words=
                if ((COMP_CWORD == 1)); then
                    words='
            """);
        script.Append(string.Join(' ', commands.Keys)).Append(
            """
             --help --version'
                elif [[ $word == -* ]]; then
                    case ${COMP_WORDS[1]} in

            """);
        foreach (var (name, options) in commands)
            script.Append($"            {name}) words='{string.Join(' ', options)}' ;;\n");
        return script.Append(
            """
                    esac
                fi
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
            }
            complete -o default -F _webrtcnative webrtcnative

            """).ToString();
    }

    public static string Zsh(IReadOnlyDictionary<string, string[]> commands)
    {
        var script = new StringBuilder(
            """
            #compdef webrtcnative
            _webrtcnative() {
                if ((CURRENT == 2)); then
                    compadd -- 
            """);
        script.Append(string.Join(' ', commands.Keys)).Append(
            """
             --help --version
                    return
                fi
                if [[ $words[CURRENT] != -* ]]; then
                    _files
                    return
                fi
                case $words[2] in

            """);
        foreach (var (name, options) in commands)
            script.Append($"        {name}) compadd -- {string.Join(' ', options)} ;;\n");
        return script.Append(
            """
                esac
            }
            compdef _webrtcnative webrtcnative

            """).ToString();
    }

    public static string PowerShell(IReadOnlyDictionary<string, string[]> commands)
    {
        var script = new StringBuilder(
            """
            Register-ArgumentCompleter -Native -CommandName webrtcnative -ScriptBlock {
                param($word, $line, $cursor)
                $options = @{

            """);
        foreach (var (name, options) in commands)
            script.Append($"        '{name}' = '{string.Join("', '", options)}'\n");
        return script.Append(
            """
                }
                $elements = $line.CommandElements
                if ($elements.Count -lt 2 -or ($elements.Count -eq 2 -and $word)) { $words = $options.Keys } else { $words = $options["$($elements[1])"] }
                $words | Where-Object { $_ -like "$word*" } | Sort-Object | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }

            """).ToString();
    }
}
