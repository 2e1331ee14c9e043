using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Sound in steady state allocates nothing, waits for room and for samples included.</summary>
public sealed class AudioAllocationTests : NativeTest
{
    private const int Block = 480; // 10 ms
    private const int Blocks = 1000;

    [Fact]
    public void TryWriteAndRead_ManyTimes_AllocateNothing()
    {
        var source = Own(new AudioSource());
        var connection = Own(new PeerConnection(MediaPair.Options));
        using var reader = ((AudioTrack)connection.AddTransceiver(MediaKind.Audio).Receiver.Track).OpenReader();
        var (block, heard) = (new short[Block], new float[Block]);
        for (var i = 0; i < 100; i++)
            Both();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            Both();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Both()
        {
            source.TryWrite(block);
            source.Clear();
            reader.Read(heard);
        }
    }

    [Fact]
    public Task WriteAsyncAndReadAsync_Shorts_AllocateNothingAnywhere() => AssertAllocateNothingAsync<short>(
        (source, block, stop) => source.WriteAsync(block, stop), (reader, block, stop) => reader.ReadAsync(block, stop));

    [Fact]
    public Task WriteAsyncAndReadAsync_Floats_AllocateNothingAnywhere() => AssertAllocateNothingAsync<float>(
        (source, block, stop) => source.WriteAsync(block, stop), (reader, block, stop) => reader.ReadAsync(block, stop));

    private async Task AssertAllocateNothingAsync<T>(
        Func<AudioSource, T[], CancellationToken, ValueTask> write, Func<AudioReader, T[], CancellationToken, ValueTask<int>> read)
    {
        // A clock that is stepped is faster than life, so that what the rest of the process allocates in each second counts little.
        using var factory = new PeerConnectionFactory(new PeerConnectionFactoryOptions { DrivesAudioClock = true });
        var pair = Own(new CorePair(options: MediaPair.Options, factory: factory));
        var source = Own(new AudioSource(new AudioSourceOptions { BufferLimit = TimeSpan.FromMilliseconds(20) }, factory));
        pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        Wait.Until(() => pair.B.Receivers is [{ Track.Muted: false }], "sound", factory.StepAudioClock);
        using var reader = ((AudioTrack)pair.B.Receivers[0].Track).OpenReader();
        using var stop = new CancellationTokenSource(Wait.Deadline);
        Assert.Equal(2 * Block, source.TryWrite(new short[2 * Block]));

        // The clock's events and the thread pool count too. The rest of the process may allocate now and then, so the best of a few.
        var best = await Task.Run(async () =>
        {
            var (block, heard) = (new T[Block], new T[Block]);
            var best = long.MaxValue;
            for (var i = 0; i < 20 && best >= Blocks; i++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var waits = 0;
                for (var j = 0; j < Blocks; j++)
                {
                    var writing = write(source, block, stop.Token);
                    var reading = read(reader, heard, stop.Token);
                    waits += writing.IsCompleted || reading.IsCompleted ? 0 : 1;
                    factory.StepAudioClock();
                    await writing;
                    await reading;
                }
                best = Math.Min(best, GC.GetTotalAllocatedBytes(precise: true) - before);
                Assert.Equal(Blocks, waits);
            }
            return best;
        });

        Assert.InRange(best, 0, Blocks - 1); // less than a byte a block: one small object for each would be 24,000
    }
}
