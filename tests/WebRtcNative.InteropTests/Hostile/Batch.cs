namespace WebRtcNative.InteropTests.Hostile;

/// <summary>Many cases on one connection, for speed; one by one when that fails, to learn which it was.</summary>
internal static class Batch
{
    public static void Run(IReadOnlyList<HostileText> cases, Action<IReadOnlyList<HostileText>> run)
    {
        Assert.NotEmpty(cases);
        try
        {
            run(cases);
            return;
        }
        catch (Exception together)
        {
            var guilty = cases.Select(single => (single.Name, Error: Record.Exception(() => run([single]))))
                .Where(result => result.Error != null)
                .Select(result => $"{result.Name}: {result.Error!.Message}")
                .ToList();
            Assert.Fail(guilty.Count > 0 ? string.Join('\n', guilty) : $"Only together: {together}");
        }
    }
}
