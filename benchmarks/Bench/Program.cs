using System.CommandLine;
using Bench;

// Measures the library beside the C++ ceiling and writes docs/performance/upstream.md, sound.md or video.md.
var quick = new Option<bool>("--quick") { Description = "One short round: to see that everything runs." };
var rounds = new Option<int?>("--rounds") { Description = "How often everything is measured (5; 1 with --quick)." };
var noDocument = new Option<bool>("--no-document") { Description = "Only print." };
var peers = new Option<bool>("--peers") { Description = "Measures other libraries too." };
var sound = new Option<bool>("--sound") { Description = "Measures calls of sound only, for docs/performance/sound.md." };
var video = new Option<bool>("--video") { Description = "Measures calls of pictures only, for docs/performance/video.md." };
var command = new RootCommand("Measures the library beside the C++ ceiling.") { quick, rounds, noDocument, peers, sound, video };
command.SetAction(arguments =>
{
    var isQuick = arguments.GetValue(quick);
    var run = new Run(isQuick, arguments.GetValue(rounds) ?? (isQuick ? 1 : 5));
    var writesDocument = !arguments.GetValue(noDocument);
    if (arguments.GetValue(sound))
        run.ExecuteSound(writesDocument);
    else if (arguments.GetValue(video))
        run.ExecuteVideo(writesDocument);
    else
        run.Execute(withPeers: arguments.GetValue(peers), writesDocument);
});
return command.Parse(args).Invoke();
