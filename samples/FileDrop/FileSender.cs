using System.Diagnostics;
using System.Security.Cryptography;

namespace FileDrop;

/// <summary>The side that connects: says a line, sends the file, and asks what arrived.</summary>
internal sealed class FileSender : IDisposable
{
    private readonly FileInfo _file;
    private readonly FileStream _content;
    private readonly PeerSession _session;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _piece = new byte[FileChannel.MaxPacketSize];
    private FileChannel? _channel;
    private string? _theirHash;

    public FileSender(PeerSession session, FileInfo file) => (_session, _file, _content) = (session, file, file.OpenRead());

    /// <summary>Whether the receiver has the very bytes that were sent.</summary>
    public async Task<bool> RunAsync(string chat, CancellationToken cancellation)
    {
        Console.WriteLine("Waiting for the receiver.");
        await _session.RunUntilAsync(() => _session.Other is not null, cancellation);

        _session.Connect(connection =>
        {
            _channel = new FileChannel(connection.CreateDataChannel("file"));
            _session.Positions = new PositionStream(connection.CreateDataChannel("position", PositionStream.Options));
        });
        if (!await _session.WaitForAsync(() => _channel is { IsOpen: true }, PeerSession.ConnectTimeout, cancellation))
            throw new TimeoutException("The receiver cannot be reached.");
        var connectTime = _session.SinceNegotiation;

        _channel!.Send(new FileMessage.Chat(chat));
        _channel.Send(new FileMessage.Header(_file.Name, _content.Length));

        var started = Stopwatch.GetTimestamp();
        await ProgressDisplay.RunAsync($"Sending {_file.Name}", _content.Length, report =>
            _session.RunUntilAsync(() => SendPieces(report), cancellation));

        var ourHash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        _channel.Send(new FileMessage.Done(ourHash));
        await _session.RunUntilAsync(ReceiveReceipt, cancellation);

        var report = new TransferReport(
            _file.Name, _content.Length, ourHash, _theirHash, connectTime, Stopwatch.GetElapsedTime(started),
            _session.CandidatePair, _session.Positions);
        report.Print();

        // The receiver leaves when it sees the channel close; waiting here lets that reach it.
        _channel.Close();
        await _session.WaitForAsync(() => _channel.IsClosed, TimeSpan.FromSeconds(2), cancellation);
        return report.HashesMatch;
    }

    public void Dispose()
    {
        _content.Dispose();
        _hash.Dispose();
    }

    /// <summary>Sends as much as the buffer has room for now; true when the last piece is sent.</summary>
    private bool SendPieces(Action<long> report)
    {
        // A whole buffer at most: the loop has other things to do as well.
        for (var count = 0; count < 16 && _channel!.HasRoom() && _content.Position < _content.Length; count++)
        {
            var length = _content.Read(_piece);
            if (length == 0) throw new IOException("The file became shorter while it was sent.");
            _hash.AppendData(_piece, 0, length);
            _channel.SendPiece(_piece.AsSpan(0, length));
        }

        report(_content.Position - _channel!.BufferedAmount);
        return _content.Position == _content.Length;
    }

    private bool ReceiveReceipt()
    {
        while (_theirHash is null && _channel!.TryReceive(out var message, out _))
        {
            if (message is FileMessage.Receipt receipt) _theirHash = receipt.Sha256;
        }

        return _theirHash is not null;
    }
}
