namespace WebRtcNative.Tests.Media;

/// <summary>Makes tones, and judges sound by the share of its energy that is at one frequency (Goertzel's algorithm).</summary>
internal static class Tone
{
    public static short[] Make(double frequency, int sampleRate, TimeSpan length, double amplitude = 0.5)
    {
        var samples = new short[(int)(sampleRate * length.TotalSeconds)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)(short.MaxValue * amplitude * Math.Sin(2 * Math.PI * frequency * i / sampleRate));
        return samples;
    }

    /// <summary>Signal to noise in dB: the energy at the frequency against all other energy.</summary>
    public static double Snr(ReadOnlySpan<short> samples, double frequency, int sampleRate)
    {
        var (signal, total) = Energy(samples, frequency, sampleRate);
        return total == 0 ? double.NegativeInfinity : 10 * Math.Log10(signal / Math.Max(total - signal, 1));
    }

    /// <summary>The part of the energy that is at the frequency, from 0 to 1.</summary>
    public static double Share(ReadOnlySpan<short> samples, double frequency, int sampleRate)
    {
        var (signal, total) = Energy(samples, frequency, sampleRate);
        return signal / Math.Max(total, 1);
    }

    /// <summary>One channel of two.</summary>
    public static short[] Channel(ReadOnlySpan<short> samples, int channel)
    {
        var one = new short[samples.Length / 2];
        for (var i = 0; i < one.Length; i++)
            one[i] = samples[(2 * i) + channel];
        return one;
    }

    private static (double Signal, double Total) Energy(ReadOnlySpan<short> samples, double frequency, int sampleRate)
    {
        double sine = 0, cosine = 0, total = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var angle = 2 * Math.PI * frequency * i / sampleRate;
            sine += samples[i] * Math.Sin(angle);
            cosine += samples[i] * Math.Cos(angle);
            total += (double)samples[i] * samples[i];
        }
        return (2 * ((sine * sine) + (cosine * cosine)) / samples.Length, total);
    }
}
