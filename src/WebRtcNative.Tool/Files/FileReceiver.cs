using System.Diagnostics;
using System.Security.Cryptography;

namespace WebRtcNative.Tool.Files;

/// <summary>Receives the files of one connection.</summary>
internal sealed class FileReceiver(FileLink link, string? folder, bool overwrite)
{
    /// <summary>Ends with the sender's last file.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            switch ((await link.ReceiveAsync(cancellation)).Message)
            {
                case FileMessage.End:
                    return;
                case FileMessage.Header header:
                    (await ReceiveOrRefuseAsync(header, cancellation)).Print();
                    break;
                default:
                    throw new ToolException(ExitCode.Failed, "The other side sends something else than a file, so it is another program.");
            }
        }
    }

    private async Task<TransferReport> ReceiveOrRefuseAsync(FileMessage.Header header, CancellationToken cancellation)
    {
        try
        {
            if (header.Version != FileMessage.Protocol)
                throw new ToolException(ExitCode.Failed, "The other side has another version of webrtcnative; use the same on both.");
            return await ReceiveAsync(header, cancellation);
        }
        catch (Exception e) when (e is ToolException or IOException or UnauthorizedAccessException)
        {
            await link.SendAsync(new FileMessage.Refusal(e.Message), cancellation);
            await link.CloseAsync(cancellation); // the refusal arrives before the end
            throw;
        }
    }

    private async Task<TransferReport> ReceiveAsync(FileMessage.Header header, CancellationToken cancellation)
    {
        var place = ReceivePlace.Open(folder, header, overwrite);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var have = place.CanResume ? await Prefix.AppendAsync(hash, place.Content, long.MaxValue, cancellation) : 0;
            await link.SendAsync(new FileMessage.Resume(have, Prefix.Text(hash)), cancellation);
            var offset = (await link.ReceiveAsync<FileMessage.Start>(cancellation)).Offset;
            if (offset != have)
            {
                place = place.CanResume ? place.Anew() : place;
                hash.GetHashAndReset();
                offset = 0;
            }
            if (place.CanResume && !place.IsWhole)
                place.Content.SetLength(offset);

            var started = Stopwatch.GetTimestamp();
            string? theirs = null;
            var position = await Progress.RunAsync($"Receiving {header.Shown}", header.Size, offset, async report =>
            {
                (var end, theirs) = await ReceivePiecesAsync(place.Content, hash, header, offset, report, cancellation);
                return end;
            });
            var ours = Prefix.Text(hash);
            if (ours == theirs)
                place.Finish();
            await link.SendAsync(new FileMessage.Receipt(ours), cancellation);
            return ours == theirs
                ? new TransferReport(header.Shown, position, offset, ours, Stopwatch.GetElapsedTime(started))
                : throw new ToolException(ExitCode.Different, $"{header.Shown}: these bytes have the SHA-256 {ours}, the sender's {theirs}.");
        }
        finally
        {
            place.Dispose();
        }
    }

    private async Task<(long Position, string Hash)> ReceivePiecesAsync(
        Stream content, IncrementalHash hash, FileMessage.Header header, long position, Action<long> report, CancellationToken cancellation)
    {
        while (true)
        {
            var (message, piece) = await link.ReceiveAsync(cancellation);
            if (message is FileMessage.Done done)
                return (position, done.Sha256);
            if (message != null || position + piece.Length > (header.Size ?? long.MaxValue))
                throw new ToolException(ExitCode.Failed, "The other side sends more than it announced.");
            hash.AppendData(piece.Span);
            await content.WriteAsync(piece, cancellation);
            position += piece.Length;
            report(position);
        }
    }
}
