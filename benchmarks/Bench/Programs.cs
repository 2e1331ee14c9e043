using System.Reflection;

namespace Bench;

/// <summary>Where the programs are that the build made.</summary>
internal static class Programs
{
    public const string CeilingName = "ceiling";
    public const string PlainName = "ceiling, not tuned";
    public const string PolledName = "ours, polled";
    public const string AwaitedName = "ours, awaited";

    public static string Repository { get; } = Metadata("Repository");

    public static string Engine { get; } = Metadata("Engine");

    /// <summary>C++ on the engine, without the library.</summary>
    public static Contender Ceiling { get; } = new(CeilingName, Path.Combine(Repository, "artifacts/native", Engine, "ceiling"));

    /// <summary>The ceiling with the engine's own UDP sockets and SCTP options.</summary>
    public static Contender Plain { get; } = Ceiling with { Name = PlainName, Arguments = ["plain"] };

    /// <summary>The ceiling when no thread of the application takes part.</summary>
    public static Contender CeilingInside { get; } = Ceiling with
    {
        Name = "ceiling, inside the engine",
        Arguments = ["inside"],
        Trials = [Trial.LatencyName],
    };

    /// <summary>The ceiling with a thread of the application that sleeps until a message arrives or a step of the setup is
    /// done, as awaited code does.</summary>
    public static Contender CeilingSleeping { get; } = Ceiling with
    {
        Name = "ceiling, sleeping",
        Arguments = ["sleeping"],
        Trials = [Trial.LatencyName, Trial.SetupName],
    };

    /// <summary>The ceiling, whose encoded frames ask the receiver not to hold them in its jitter buffer.</summary>
    public static Contender CeilingAtOnce { get; } = Ceiling with { Name = "ceiling, shown at once", Arguments = ["at-once"] };

    public static Contender Polled { get; } = new(PolledName, Output("OurPair"), "polled");

    public static Contender Awaited { get; } = new(AwaitedName, Output("OurPair"), "awaited");

    /// <summary>Awaited, without the spinning of the runtime's thread pool.</summary>
    public static Contender AwaitedCalm { get; } = Awaited with
    {
        Name = "ours, awaited, pool does not spin",
        Environment = new Dictionary<string, string> { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" },
    };

    /// <summary>The library, for measurements without a ceiling.</summary>
    public static Contender Ours { get; } = new("ours", Output("OurPair"));

    /// <summary>The library, whose encoded frames ask the receiver not to hold them in its jitter buffer.</summary>
    public static Contender OursAtOnce { get; } = Ours with { Name = "ours, shown at once", Arguments = ["at-once"] };

    private static string Output(string project) =>
        Path.Combine(Repository, "artifacts/dotnet/bin", project, Metadata("Configuration"), project);

    private static string Metadata(string key) => typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == key).Value!;
}
