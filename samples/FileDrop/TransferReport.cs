namespace FileDrop;

/// <summary>The result of a finished transfer on one side.</summary>
internal sealed record TransferReport(
    string Name,
    long Size,
    string OurHash,
    string? TheirHash,
    TimeSpan ConnectTime,
    TimeSpan TransferTime,
    string CandidatePair,
    PositionStream? Positions)
{
    public bool HashesMatch => OurHash == TheirHash;

    public void Print() => Console.WriteLine($"""
          file              {Name}, {Size / 1e6:F1} MB
          SHA-256 here      {OurHash}
          SHA-256 there     {TheirHash}  {(HashesMatch ? "match" : "DIFFERENT")}
          connect time      {ConnectTime.TotalMilliseconds:F0} ms
          throughput        {Size / 1e6 / TransferTime.TotalSeconds:F1} MB/s
          candidate pair    {CandidatePair}
          position updates  {Positions?.Sent ?? 0} sent, {Positions?.Received ?? 0} received, {Positions?.LossPercent ?? 0:F1} % lost
        """);
}
