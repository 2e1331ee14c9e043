using System.Diagnostics;
using System.Security.Cryptography;

namespace FileDrop;

/// <summary>The side that answers: takes the two channels as they come, writes the file, and says what arrived.</summary>
internal sealed class FileReceiver : IDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly PeerSession _session;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private FileChannel? _channel;
    private FileMessage.Header? _header;
    private FileMessage.Done? _done;

    public FileReceiver(PeerSession session, DirectoryInfo directory)
    {
        (_session, _directory) = (session, directory);
        session.ChannelReceived += channel =>
        {
            if (channel.Label == "file") _channel = new FileChannel(channel);
            if (channel.Label == "position") session.Positions = new PositionStream(channel);
        };
    }

    /// <summary>Whether the very bytes that were sent are in the directory now.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        _directory.Create();
        Console.WriteLine("Waiting for the sender.");
        await _session.RunUntilAsync(() => _channel is { IsOpen: true }, cancellation);
        var connectTime = _session.SinceNegotiation;

        await _session.RunUntilAsync(ReceiveHeader, cancellation);
        var (name, size) = _header!;
        var path = Path.Combine(_directory.FullName, SafeName(name));
        if (File.Exists(path)) throw new IOException($"{path} exists already.");

        // Half a file must not look like a whole one.
        var unfinished = path + ".part";
        var started = Stopwatch.GetTimestamp();
        await using (var file = new FileStream(unfinished, FileMode.Create))
        {
            await ProgressDisplay.RunAsync($"Receiving {name}", size, report =>
                _session.RunUntilAsync(() => ReceivePieces(file, report), cancellation));
        }

        var report = new TransferReport(
            name, size, Convert.ToHexStringLower(_hash.GetHashAndReset()), _done!.Sha256, connectTime,
            Stopwatch.GetElapsedTime(started), _session.CandidatePair, _session.Positions);
        if (report.HashesMatch) File.Move(unfinished, path);
        _channel!.Send(new FileMessage.Receipt(report.OurHash));
        report.Print();

        // The sender closes the channel when it has the receipt; leaving sooner could lose it.
        await _session.WaitForAsync(() => _channel.IsClosed, TimeSpan.FromSeconds(5), cancellation);
        return report.HashesMatch;
    }

    public void Dispose() => _hash.Dispose();

    private bool ReceiveHeader()
    {
        while (_header is null && _channel!.TryReceive(out var message, out _))
        {
            if (message is FileMessage.Chat chat) Console.WriteLine($"The sender says: {chat.Text}");
            _header = message as FileMessage.Header;
        }

        return _header is not null;
    }

    /// <summary>Writes the received bytes; true when the sender has said that this was all.</summary>
    private bool ReceivePieces(FileStream file, Action<long> report)
    {
        while (_done is null && _channel!.TryReceive(out var message, out var piece))
        {
            _done = message as FileMessage.Done;
            if (file.Position + piece.Length > _header!.Size)
                throw new InvalidDataException("The sender sends more than it announced.");
            _hash.AppendData(piece);
            file.Write(piece);
        }

        report(file.Position);
        return _done is not null;
    }

    // The name comes from someone else: it may name a file in our directory, and nothing more.
    private static string SafeName(string name)
    {
        var safe = Path.GetFileName(name);
        return safe is "" or "." or ".." ? throw new InvalidDataException($"\"{name}\" is no file name.") : safe;
    }
}
