using System.IO.Pipelines;

namespace WebRtcNative;

/// <summary>A data channel as a pair of pipes, which closes it when both are completed.</summary>
internal sealed class DataChannelPipe : IDuplexPipe
{
    private readonly DataChannel _channel;
    private int _completed;

    public DataChannelPipe(DataChannel channel)
    {
        _channel = channel;
        // A stream for each: completing a pipe disposes its stream.
        Input = PipeReader.Create(new DataChannelStream(channel, Complete));
        Output = PipeWriter.Create(new DataChannelStream(channel, Complete));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    private void Complete()
    {
        if (Interlocked.Increment(ref _completed) == 2)
            _channel.Close();
    }
}
