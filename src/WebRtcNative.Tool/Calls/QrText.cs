using System.Text;
using QRCoder;

namespace WebRtcNative.Tool.Calls;

/// <summary>A QR code of an address, of half blocks, light on dark as terminals mostly are.</summary>
internal static class QrText
{
    public static string Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var rows = code.ModuleMatrix; // with the quiet zone
        var lines = new StringBuilder();
        for (var y = 0; y < rows.Count; y += 2)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                var (upper, lower) = (!rows[y][x], y + 1 >= rows.Count || !rows[y + 1][x]);
                lines.Append((upper, lower) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }
            lines.Append('\n');
        }
        return lines.ToString();
    }
}
