namespace WebRtcNative.InteropTests.Hostile;

/// <summary>The expected outcome of a text. Where engines or their versions may differ, it is Either: refused or
/// accepted.</summary>
internal enum Verdict
{
    Either,
    Refused,
    Accepted,
}

/// <summary>One broken SDP or candidate, with a name for the defect.</summary>
internal sealed record HostileText(string Name, string Text, Verdict Verdict = Verdict.Either)
{
    /// <summary>Fails if the outcome is not the expected one, or is an error without an understandable text.</summary>
    public void Judge(Exception? error)
    {
        if (error is not (null or WebRtcException or ArgumentException or InvalidOperationException) || error?.Message.Length == 0)
            Assert.Fail($"{Name}: not an error of this library: {error}");
        var came = error == null ? Verdict.Accepted : Verdict.Refused;
        Assert.True(Verdict == Verdict.Either || Verdict == came, $"{Name}: {came}, not {Verdict}. {error?.Message}");
    }
}
