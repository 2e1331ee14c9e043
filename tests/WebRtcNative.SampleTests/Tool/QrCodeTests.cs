using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using WebRtcNative.Tests.Support;
using ZXing;
using ZXing.Common;

namespace WebRtcNative.SampleTests.Tool;

/// <summary>The QR code of call, as a terminal shows it, read as a telephone reads it.</summary>
public sealed partial class QrCodeTests
{
    private const int Scale = 4; // pixels of a module

    [Fact]
    public async Task Call_InATerminal_ShowsItsAddressAsQrCode()
    {
        var screen = await ReadScreenAsync();

        var address = Address().Match(screen).Groups[1].Value;
        var rows = screen.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 20 && line.All(c => " █▀▄".Contains(c))).ToList();

        Assert.StartsWith("http://", address, StringComparison.Ordinal);
        Assert.NotEmpty(rows);
        Assert.Equal(address, Read(rows));
    }

    // Until the line below the code.
    private static async Task<string> ReadScreenAsync()
    {
        // script, of util-linux, gives the program a terminal; there is a code in no other place.
        var start = new ProcessStartInfo(
            "script", ["--quiet", "--command", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "WebRtcNative.Tool.dll")}' call", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("WEBRTCNATIVE_SERVER");
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        try
        {
            var screen = new StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
            {
                screen.Append(line).Append('\n');
                if (line.Contains("Browsers give camera", StringComparison.Ordinal))
                    return screen.ToString();
            }
            throw new EndOfStreamException($"call ended:\n{screen}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string? Read(List<string> rows)
    {
        var (width, height) = (rows.Max(row => row.Length) * Scale, rows.Count * 2 * Scale);
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var row = rows[y / (2 * Scale)];
                var block = x / Scale < row.Length ? row[x / Scale] : ' ';
                var isUpper = y / Scale % 2 == 0;
                pixels[(y * width) + x] = block == '█' || block == (isUpper ? '▀' : '▄') ? byte.MaxValue : (byte)0;
            }
        }
        var reader = new BarcodeReaderGeneric { Options = new DecodingOptions { PossibleFormats = [BarcodeFormat.QR_CODE], TryHarder = true } };
        return reader.Decode(new RGBLuminanceSource(pixels, width, height, RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }

    [GeneratedRegex(@"Page there: (\S+)")]
    private static partial Regex Address();
}
