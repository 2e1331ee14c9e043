namespace OurPair;

internal static class SetupTimes
{
    public static void AddTo(Figures figures, List<long> times)
    {
        times.Sort();
        figures["setup_ms"] = times[(times.Count - 1) / 2] / 1e6;
        figures["setup_p99_ms"] = times[Math.Min(times.Count - 1, (int)(times.Count * 0.99))] / 1e6;
    }
}
