using WebRtcNative.Tool;
using WebRtcNative.Tool.Files;

namespace WebRtcNative.SampleTests.Tool;

/// <summary>Names that a hostile sender may choose.</summary>
public sealed class ReceivePlaceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("folder/..")]
    [InlineData(".")]
    [InlineData("folder/")]
    [InlineData("a\0b")]
    [InlineData("line\nbreak")]
    public void Open_NameThatIsNoFile_IsRefused(string name)
    {
        var folder = Directory.CreateTempSubdirectory("webrtcnative-tool-");
        try
        {
            Assert.Throws<ToolException>(() => ReceivePlace.Open(folder.FullName, new FileMessage.Header(1, name, 10), false));
            Assert.Empty(folder.GetFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("..")]
    [InlineData("photos/../..")]
    [InlineData("/etc")]
    [InlineData("photos//x")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Open_FolderThatIsNone_IsRefused(string sent)
    {
        var folder = Directory.CreateTempSubdirectory("webrtcnative-tool-");
        try
        {
            Assert.Throws<ToolException>(() => ReceivePlace.Open(folder.FullName, new FileMessage.Header(1, "name", 10, sent), false));
            Assert.Empty(folder.GetFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("/etc/outside")]
    [InlineData("C:\\outside")]
    public void Open_NameOfAnotherFolder_StaysInTheFolder(string name)
    {
        var folder = Directory.CreateTempSubdirectory("webrtcnative-tool-");
        try
        {
            using (ReceivePlace.Open(folder.FullName, new FileMessage.Header(1, name, 10), false))
                Assert.Equal("outside.part", Assert.Single(folder.GetFileSystemInfos()).Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
