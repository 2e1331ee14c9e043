using System.Diagnostics;
using System.Security.Cryptography;

namespace WebRtcNative.Tool.Files;

/// <summary>Sends one file on one connection.</summary>
internal sealed class FileSender(FileLink link, SendSource source)
{
    private readonly byte[] _piece = new byte[FileLink.MaxPiece];

    /// <returns>What both sides have.</returns>
    /// <exception cref="ToolException">The receiver has other bytes, or refuses.</exception>
    public async Task<TransferReport> RunAsync(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await link.SendAsync(new FileMessage.Header(FileMessage.Protocol, source.Name, source.Size, source.Folder), cancellation);
        var resume = await link.ReceiveAsync<FileMessage.Resume>(cancellation);
        var offset = await FindStartAsync(hash, resume, cancellation);
        await link.SendAsync(new FileMessage.Start(offset), cancellation);

        var started = Stopwatch.GetTimestamp();
        var position = await Progress.RunAsync(
            $"Sending {source.Shown}", source.Size, offset, report => SendPiecesAsync(hash, offset, report, cancellation));
        var ours = Prefix.Text(hash);
        await link.SendAsync(new FileMessage.Done(ours), cancellation);
        var theirs = (await link.ReceiveAsync<FileMessage.Receipt>(cancellation)).Sha256;
        if (ours != theirs)
            throw new ToolException(ExitCode.Different, $"{source.Shown}: the other side has bytes with the SHA-256 {Output.Clean(theirs)}, not {ours}.");
        return new TransferReport(source.Shown, position, offset, ours, Stopwatch.GetElapsedTime(started));
    }

    private async Task<long> FindStartAsync(IncrementalHash hash, FileMessage.Resume resume, CancellationToken cancellation)
    {
        if (resume.Offset <= 0 || resume.Offset > source.Size || !source.CanSeek)
            return 0;
        source.Content.Position = 0;
        var length = await Prefix.AppendAsync(hash, source.Content, resume.Offset, cancellation);
        if (length == resume.Offset && Prefix.Text(hash) == resume.Sha256)
            return resume.Offset;
        hash.GetHashAndReset();
        return 0;
    }

    private async Task<long> SendPiecesAsync(IncrementalHash hash, long position, Action<long> report, CancellationToken cancellation)
    {
        if (source.CanSeek)
            source.Content.Position = position;
        while (await ReadAsync(cancellation) is > 0 and var length)
        {
            hash.AppendData(_piece, 0, length);
            await link.SendPieceAsync(_piece.AsMemory(0, length), cancellation);
            position += length;
            if (position > source.Size)
                throw new ToolException(ExitCode.Failed, $"{source.Shown} grew while it was sent.");
            report(Math.Max(0, position - link.BufferedAmount));
        }
        if (source.Size is { } size && position < size)
            throw new ToolException(ExitCode.Failed, $"{source.Shown} became shorter while it was sent.");
        return position;
    }

    // A read of a pipe cannot be cancelled: Ctrl+C leaves it behind.
    private Task<int> ReadAsync(CancellationToken cancellation) => source.CanSeek
        ? source.Content.ReadAsync(_piece, cancellation).AsTask()
        : Task.Run(() => source.Content.Read(_piece), CancellationToken.None).WaitAsync(cancellation);
}
