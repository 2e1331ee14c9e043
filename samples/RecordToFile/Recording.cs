using System.Diagnostics;
using NAudio.Wave;
using WebRtcNative;

namespace RecordToFile;

/// <summary>Writes the tracks of a connection to files, until it ends.</summary>
internal sealed class Recording(PeerConnection connection, string name) : IDisposable
{
    // Opened before the answer, so that nothing is missed.
    private readonly AudioReader? _sound = FirstTrack<AudioTrack>(connection)?.OpenReader(new AudioReaderOptions { Buffer = TimeSpan.FromSeconds(10) });
    private readonly EncodedVideoReader? _pictures = FirstTrack<VideoTrack>(connection)?.OpenEncodedReader();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task RunAsync()
    {
        connection.ConnectionStateChanged += (_, state) =>
        {
            if (state is PeerConnectionState.Failed or PeerConnectionState.Closed) // the page has gone: the readers end
                connection.Dispose();
        };
        try
        {
            await Task.WhenAll(WriteSoundAsync(), WritePicturesAsync());
        }
        catch (Exception e)
        {
            Console.WriteLine($"{name} is not complete: {e.Message}"); // such as a full disk
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        connection.Dispose();
        _sound?.Dispose();
        _pictures?.Dispose();
    }

    private static T? FirstTrack<T>(PeerConnection connection)
        where T : MediaStreamTrack => connection.Receivers.Select(receiver => receiver.Track).OfType<T>().FirstOrDefault();

    private async Task WriteSoundAsync()
    {
        if (_sound == null)
            return;
        using var file = new WaveFileWriter($"{name}.wav", new WaveFormat(_sound.SampleRate, _sound.Channels));
        var block = new short[_sound.SampleRate / 10];
        while (await _sound.ReadAsync(block) is > 0 and var read)
            file.WriteSamples(block, 0, read);
        Console.WriteLine($"{name}.wav: {file.TotalTime.TotalSeconds:F1} s");
    }

    private async Task WritePicturesAsync()
    {
        if (_pictures == null)
            return;
        IvfWriter? file = null;
        try
        {
            var begin = TimeSpan.Zero;
            await foreach (var frame in _pictures.ReadAllAsync())
            {
                using (frame)
                {
                    var info = frame.Info;
                    if (file == null) // the first one is a key frame
                    {
                        file = new IvfWriter($"{name}.ivf", info.Codec, info.Width, info.Height);
                        begin = info.Timestamp!.Value - _clock.Elapsed; // the sound has begun before
                    }
                    if (info.Codec != file.Codec)
                        throw new NotSupportedException($"The page changed the codec to {info.Codec}.");
                    file.Write(info.Timestamp!.Value - begin, frame.Data);
                }
            }
        }
        finally
        {
            file?.Dispose();
        }
        if (file != null)
            Console.WriteLine($"{name}.ivf: {file.Count} frames");
    }
}
