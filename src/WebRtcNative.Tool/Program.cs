// webrtcnative: what keeps two peers from connecting, files and text between two machines, figures, and descriptions explained.
using System.Runtime.InteropServices;
using Spectre.Console.Cli;
using WebRtcNative.Tool;

using var ending = new Ending();
return await CommandLine.RunAsync(args, ending.Token) is var code && ending.Signal is { } signal ? ExitCode.Of(signal) : code;
