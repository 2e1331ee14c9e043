namespace WebRtcNative.ConformanceTests.Support;

/// <summary>Compares descriptions as far as they do not grow: candidates come to them later.</summary>
internal static class AssertDescription
{
    public static void Similar(SessionDescription expected, SessionDescription? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Type, actual.Type);
        Assert.Equal(Lasting(expected), Lasting(actual));
    }

    public static void NotSimilar(SessionDescription expected, SessionDescription? actual)
    {
        Assert.NotNull(actual);
        Assert.NotEqual((expected.Type, string.Concat(Lasting(expected))), (actual.Type, string.Concat(Lasting(actual))));
    }

    /// <summary>The line that begins so, of which there must be one.</summary>
    public static string Line(SessionDescription? description, string start)
    {
        Assert.NotNull(description);
        return Assert.Single(description.Sdp.Split("\r\n"), line => line.StartsWith(start, StringComparison.Ordinal));
    }

    public static string UsernameFragment(SessionDescription? description) => Line(description, "a=ice-ufrag:");

    // Port and address are those of the best candidate so far.
    private static IEnumerable<string> Lasting(SessionDescription description) => description.Sdp.Split("\r\n").Where(line =>
        !line.StartsWith("a=candidate:", StringComparison.Ordinal)
        && !line.StartsWith("a=end-of-candidates", StringComparison.Ordinal)
        && !line.StartsWith("c=", StringComparison.Ordinal)
        && !line.StartsWith("m=", StringComparison.Ordinal));
}
