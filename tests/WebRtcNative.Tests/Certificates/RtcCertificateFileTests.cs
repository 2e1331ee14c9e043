using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Certificates;

public sealed class RtcCertificateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("certificate").FullName;

    private string FileName => Path.Combine(_folder, "certificate.pem");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void Load_WhatSaveWrote_IsTheSame()
    {
        var certificate = RtcCertificate.Generate();

        certificate.Save(FileName);

        Assert.Equal(certificate.ToPem(), RtcCertificate.Load(FileName).ToPem());
        Assert.Equal(certificate.ToPem(), File.ReadAllText(FileName));
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void Save_LongerFileForAllToRead_IsReplacedAndForTheOwnerOnly()
    {
        var certificate = RtcCertificate.Generate();
        File.WriteAllText(FileName, new string('x', 100_000));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FileName, (UnixFileMode)0b110_110_110);

        certificate.Save(FileName);

        Assert.Equal(certificate.ToPem(), File.ReadAllText(FileName));
        AssertOwnerOnly();
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void Save_NewFile_IsForTheOwnerOnly()
    {
        RtcCertificate.Generate().Save(FileName);

        AssertOwnerOnly();
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void Save_NoFolder_IsIOException() =>
        Assert.ThrowsAny<IOException>(() => RtcCertificate.Generate().Save(Path.Combine(_folder, "none", "certificate.pem")));

    [Fact]
    public void Load_NoFile_IsFileNotFoundException() => Assert.Throws<FileNotFoundException>(() => RtcCertificate.Load(FileName));

    [Fact]
    public void Load_InvalidUtf8_IsArgumentException()
    {
        File.WriteAllBytes(FileName, [0xFF, 0xFE, 0x00, 0xD8, 0x80]);

        Assert.Throws<ArgumentException>(() => RtcCertificate.Load(FileName));
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void SaveAndLoad_NullOrEmpty_IsArgumentException()
    {
        Assert.Throws<ArgumentNullException>(() => RtcCertificate.Load(null!));
        Assert.Throws<ArgumentException>(() => RtcCertificate.Load(""));
        Assert.Throws<ArgumentNullException>(() => RtcCertificate.Generate().Save(null!));
        Assert.Throws<ArgumentException>(() => RtcCertificate.Generate().Save(""));
    }

    private void AssertOwnerOnly()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileName));
    }
}
