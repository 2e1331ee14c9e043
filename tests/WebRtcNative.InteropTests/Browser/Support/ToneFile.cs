using System.Text;
using WebRtcNative.Tests.Media;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A tone as a .wav file, which a browser plays again and again: a second of it, in whole periods.</summary>
internal static class ToneFile
{
    private const int Rate = 48_000;

    /// <returns>The file's path, beside the tests.</returns>
    public static string Write(int frequency)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"tone-{frequency}.wav");
        using var writer = new BinaryWriter(File.Create(path), Encoding.ASCII);
        var samples = Tone.Make(frequency, Rate, TimeSpan.FromSeconds(1));
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * samples.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1); // PCM
        writer.Write((short)1); // channels
        writer.Write(Rate);
        writer.Write(2 * Rate);
        writer.Write((short)2); // bytes a frame
        writer.Write((short)16); // bits
        writer.Write("data"u8);
        writer.Write(2 * samples.Length);
        foreach (var sample in samples)
            writer.Write(sample);
        return path;
    }
}
