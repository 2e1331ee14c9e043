namespace WebRtcNative.InteropTests.Hostile;

/// <summary>What a text must come to. Where engines or their versions may differ, it is Either: an error, or in order.</summary>
internal enum Verdict
{
    Either,
    Refused,
    Accepted,
}

/// <summary>One broken SDP or candidate, with a name that says what is wrong with it.</summary>
internal sealed record HostileText(string Name, string Text, Verdict Verdict = Verdict.Either)
{
    /// <summary>Fails when the outcome is not the one that must be, or is an error that nobody can understand.</summary>
    public void Judge(Exception? error)
    {
        if (error is not (null or WebRtcException or ArgumentException or InvalidOperationException) || error?.Message.Length == 0)
            Assert.Fail($"{Name}: not an error of this library: {error}");
        var came = error == null ? Verdict.Accepted : Verdict.Refused;
        Assert.True(Verdict == Verdict.Either || Verdict == came, $"{Name}: {came}, not {Verdict}. {error?.Message}");
    }
}
