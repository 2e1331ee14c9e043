using System.Globalization;

namespace OurPair;

/// <summary>Processor time of this process's threads.</summary>
internal static class ThreadTime
{
    /// <summary>Of the threads that live now and whose names do not begin with one of these.</summary>
    public static TimeSpan OfAllBut(string[] names)
    {
        var nanoseconds = 0L;
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var name = File.ReadAllText(Path.Combine(thread, "comm"));
            if (!Array.Exists(names, with => name.StartsWith(with, StringComparison.Ordinal)))
                nanoseconds += long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture);
        }
        return TimeSpan.FromTicks(nanoseconds / 100);
    }
}
