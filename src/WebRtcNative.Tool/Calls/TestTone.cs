namespace WebRtcNative.Tool.Calls;

/// <summary>A tone of 440 Hz, a quarter of full scale.</summary>
internal static class TestTone
{
    private const double Frequency = 440;
    private const double Amplitude = 0.25;

    public static async Task SendAsync(AudioSource source, CancellationToken cancellation)
    {
        // A second has whole periods, so it can be sent again and again.
        var second = new short[source.SampleRate];
        for (var i = 0; i < second.Length; i++)
            second[i] = (short)(short.MaxValue * Amplitude * Math.Sin(2 * Math.PI * Frequency * i / source.SampleRate));
        while (true)
            await source.WriteAsync(second, cancellation);
    }
}
