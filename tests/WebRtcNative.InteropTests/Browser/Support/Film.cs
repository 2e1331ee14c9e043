using System.Diagnostics;
using RecordToFile;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>An .ivf or .h264 file of the pattern, by the library's own encoder: 30 pictures a second, of which the first is the only key frame.</summary>
internal static class Film
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    public static void Make(string path, string codec, int frames)
    {
        using var pair = new VideoPair(codec);
        // Else the encoder may make pictures smaller. By a content hint VP9 would leave most of them out.
        var parameters = pair.Sender.GetParameters() with { DegradationPreference = DegradationPreference.MaintainResolution };
        var isSet = pair.Sender.SetParametersAsync(parameters);
        pair.Until(() => isSet.IsCompletedSuccessfully, "the parameters to be set");
        using var reader = pair.Seen.OpenEncodedReader();
        IvfWriter? file = null;
        using var stream = path.EndsWith(".h264", StringComparison.Ordinal) ? File.Create(path) : null;
        var clock = new Stopwatch();
        pair.Until(
            () =>
            {
                if (!reader.TryRead(out var frame))
                {
                    // An encoder may leave a picture out.
                    if (clock.IsRunning && clock.Elapsed < s_patience)
                        return false;
                    Send(pair.Source, file?.Count ?? 0);
                    clock.Restart();
                    return false;
                }
                using (frame)
                {
                    file ??= new IvfWriter(stream == null ? path : path + ".ivf", frame.Info.Codec, frame.Info.Width, frame.Info.Height);
                    stream?.Write(frame.Data);
                    file.Write(TimeSpan.FromSeconds(file.Count / 30.0), frame.Data);
                    Send(pair.Source, file.Count);
                    clock.Restart();
                }
                return file.Count == frames;
            },
            "a film");
        file!.Dispose();
    }

    private static void Send(VideoSource source, int number)
    {
        if (!source.TryRent(Pattern.Width, Pattern.Height, VideoPixelFormat.I420, out var buffer))
            return;
        using (buffer)
        {
            Pattern.Draw(buffer, number);
            buffer.TrySend();
        }
    }
}
