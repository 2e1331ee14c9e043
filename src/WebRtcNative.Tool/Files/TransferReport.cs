namespace WebRtcNative.Tool.Files;

/// <summary>A transfer that both sides agree on.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Offset">The bytes that an earlier transfer had brought.</param>
/// <param name="Sha256">Of the whole file, on both sides.</param>
/// <param name="Time">Of the pieces.</param>
internal sealed record TransferReport(string Name, long Size, long Offset, string Sha256, TimeSpan Time)
{
    public void Print()
    {
        var resumed = Offset > 0 ? $", of which {Units.Bytes(Offset)} were there" : "";
        Output.Remark($"{Name}: {Units.Bytes(Size)}{resumed}, {Units.Rate(Size - Offset, Time)}");
        Output.Remark($"SHA-256 on both sides: {Sha256}");
    }
}
