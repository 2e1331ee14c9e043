using Spectre.Console;

namespace Bench;

/// <summary>Runs every trial of every contender, one after the other, round by round: each trial is done by all contenders
/// before the next one, in turning order.</summary>
internal static class Rounds
{
    public static Results Run(IReadOnlyList<Contender> contenders, IReadOnlyList<Trial> trials, int rounds)
    {
        var results = new Results();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var trial in trials)
            {
                var order = round % 2 == 0 ? contenders : contenders.Reverse();
                foreach (var contender in order.Where(contender => contender.Takes(trial.Name)))
                    results.Add(contender, trial, round % contender.EveryRounds == 0 ? Try(contender, trial) : null);
            }
            AnsiConsole.MarkupLineInterpolated($"[grey]round {round + 1} of {rounds} is done[/]");
        }
        return results;
    }

    // Another library's failure leaves a gap in the table; a failure of ours shows in the targets.
    private static IReadOnlyDictionary<string, double>? Try(Contender contender, Trial trial)
    {
        try
        {
            return contender.Run(trial.Command);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{contender.Name}, {trial.Name}: {e.Message}[/]");
            return null;
        }
    }
}
