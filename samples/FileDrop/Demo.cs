using System.Security.Cryptography;

namespace FileDrop;

/// <summary>The whole sample at once: a signaling server, a receiver and a sender, each in its own process.</summary>
internal static class Demo
{
    private const int FileSize = 64 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static async Task<bool> RunAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Timeout);
        var folder = Directory.CreateTempSubdirectory("filedrop-");
        try
        {
            return await RunAsync(folder.FullName, deadline.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> RunAsync(string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "random.bin");
        var received = Path.Combine(folder, "received");
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(FileSize), cancellation);

        using var server = ChildProcess.StartCaptured(
            "webrtc-signaling", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning");
        var greeting = await server.ReadLineAsync(cancellation)
            ?? throw new IOException("The signaling server did not start.");
        Console.WriteLine($"Signaling server: {greeting}");
        string[] meeting = ["--url", greeting.Split(' ')[^1], "--room", "demo"];

        // One console has one progress bar: the sender's. The receiver's output is shown at its end.
        using var receiver = ChildProcess.StartCaptured("FileDrop", ["receive", .. meeting, "--directory", received]);
        var receiverSays = receiver.ReadToEndAsync(cancellation);
        using var sender = ChildProcess.Start("FileDrop", ["send", .. meeting, "--file", file, "--chat", "Here it comes."]);

        var succeeded = true;
        await foreach (var exit in Task.WhenEach(sender.WaitForExitAsync(cancellation), receiver.WaitForExitAsync(cancellation)))
        {
            // When one fails there is no use in waiting for the other.
            succeeded = await exit == 0;
            if (!succeeded) break;
        }

        receiver.Kill();
        Console.WriteLine($"\nThe receiver's side:\n{await receiverSays}");
        succeeded = succeeded && await HaveSameHashAsync(file, Path.Combine(received, "random.bin"), cancellation);
        Console.WriteLine(succeeded ? "The file arrived whole." : "The demo FAILED.");
        return succeeded;
    }

    private static async Task<bool> HaveSameHashAsync(string one, string other, CancellationToken cancellation)
    {
        await using var a = File.OpenRead(one);
        await using var b = File.OpenRead(other);
        var hashes = (await SHA256.HashDataAsync(a, cancellation), await SHA256.HashDataAsync(b, cancellation));
        return hashes.Item1.AsSpan().SequenceEqual(hashes.Item2);
    }
}
