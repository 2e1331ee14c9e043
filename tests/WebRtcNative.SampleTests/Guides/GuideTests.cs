using System.Security.Cryptography;
using System.Text.RegularExpressions;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests.Guides;

/// <summary>The code of docs/guides is compiled code, and it runs.</summary>
public sealed partial class GuideTests
{
    private static readonly string s_place = Path.Combine(AppContext.BaseDirectory, "Guides");

    public static TheoryData<string> Pages => [.. Directory.GetFiles(s_place, "*.md").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Guide_Snippets_AreCompiled(string page) => Assert.All(
        ReadmeTests.BlocksOf(File.ReadAllText(Path.Combine(s_place, page))), code => Assert.Contains(code, ReadmeTests.Compiled));

    [Fact]
    public void EverySnippet_IsInAGuide()
    {
        var pages = string.Concat(Directory.GetFiles(s_place, "*.md").Select(File.ReadAllText));

        Assert.All(
            Directory.GetFiles(s_place, "*.cs").SelectMany(file => ReadmeTests.SnippetsOf(File.ReadAllText(file))),
            code => Assert.Contains($"```csharp\n{code}\n```", pages, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Await_Runs() => Assert.Equal("Hello, Bob.", await GuideSnippets.AwaitAsync().WaitAsync(Wait.Deadline));

    [Fact]
    public async Task Poll_Runs() => Assert.Equal("Hello from the left", await Task.Run(GuideSnippets.Poll).WaitAsync(Wait.Deadline));

    [Fact]
    public void Options_AreAccepted()
    {
        Assert.Equal(2, GuideSnippets.Nat().IceServers.Count);
        Assert.True(GuideSnippets.Server().CloseChannelsWhenFailed);
    }

    [Fact]
    public void Game_Runs()
    {
        using var connection = new WebRtcPeerConnection();

        var (positions, events) = GuideSnippets.Game(connection);

        Assert.Equal((0, false), (positions.GetMaxRetransmits(), positions.IsOrdered()));
        Assert.True(events.IsOrdered());
    }

    [Fact]
    public async Task FilesAndDiagnosis_Run()
    {
        using var late = new CancellationTokenSource(Wait.Deadline);
        using var one = new PeerConnection();
        using var other = new PeerConnection();
        var channel = one.CreateDataChannel("file");
        await one.SetLocalDescriptionAsync(late.Token);
        await other.SetRemoteDescriptionAsync(await one.WaitForGatheringAsync(late.Token), late.Token);
        await other.SetLocalDescriptionAsync(late.Token);
        await one.SetRemoteDescriptionAsync(await other.WaitForGatheringAsync(late.Token), late.Token);
        var received = (await other.AcceptDataChannelAsync(late.Token))!;
        var folder = Directory.CreateTempSubdirectory("webrtcnative-guide-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "from"), Path.Combine(folder.FullName, "to"));
            await File.WriteAllBytesAsync(from, RandomNumberGenerator.GetBytes(300_000), late.Token);

            Assert.StartsWith("Host by Udp", await GuideSnippets.DiagnoseAsync(one).WaitAsync(late.Token), StringComparison.Ordinal);
            using var log = new MemoryStream();
            if (WebRtcEngine.Version.Contains("upstream", StringComparison.Ordinal)) // the other engine cannot write one
            {
                await GuideSnippets.LogAsync(one, log).WaitAsync(late.Token);
                Assert.NotEmpty(log.ToArray());
            }
            await Task.WhenAll(GuideSnippets.SendFileAsync(channel, from), GuideSnippets.ReceiveFileAsync(received, to)).WaitAsync(late.Token);
            Assert.Equal(await File.ReadAllBytesAsync(from, late.Token), await File.ReadAllBytesAsync(to, late.Token));

            await GuideSnippets.PinAsync(one, one.Sctp!.Transport.RemoteFingerprint!.Value).WaitAsync(late.Token);
            await Assert.ThrowsAsync<InvalidOperationException>(() => GuideSnippets.PinAsync(one, "00:11").WaitAsync(late.Token));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Sound_Runs()
    {
        using var late = new CancellationTokenSource(Wait.Deadline);
        using var one = new PeerConnection();
        using var other = new PeerConnection();
        using var source = new AudioSource();
        var reader = new TaskCompletionSource<AudioReader?>(TaskCreationOptions.RunContinuationsAsynchronously);
        other.TrackReceived += (_, received) => reader.TrySetResult(GuideSoundSnippets.Receive(received));

        GuideSoundSnippets.Send(one, source);
        await one.SetLocalDescriptionAsync(late.Token);
        await other.SetRemoteDescriptionAsync(await one.WaitForGatheringAsync(late.Token), late.Token);

        using var opened = await reader.Task.WaitAsync(late.Token);
        Assert.NotNull(opened);
    }

    [Fact]
    public async Task Pictures_Run()
    {
        using var late = new CancellationTokenSource(Wait.Deadline);
        using var one = new PeerConnection();
        using var other = new PeerConnection();
        using var source = new VideoSource();
        using var track = source.CreateTrack();
        var isWanted = false;
        GuidePictureSnippets.Listen(source, (pace, _) => Volatile.Write(ref isWanted, pace > 0));
        var sender = one.AddTrack(track);
        await one.SetLocalDescriptionAsync(late.Token);
        await other.SetRemoteDescriptionAsync(await one.WaitForGatheringAsync(late.Token), late.Token);
        GuidePictureSnippets.Transform(sender, other.Receivers[0], RandomNumberGenerator.GetBytes(32)); // .NET decrypts what the engine encrypts
        await other.SetLocalDescriptionAsync(late.Token);
        await one.SetRemoteDescriptionAsync(await other.WaitForGatheringAsync(late.Token), late.Token);
        var seen = (VideoTrack)other.Receivers[0].Track;
        using var reader = seen.OpenReader();
        var kept = GuidePictureSnippets.KeepAsync(seen, late.Token);
        Wait.Until(
            () => GuidePictureSnippets.Send(source, (luma, _) => luma.Fill(90)) && kept.IsCompleted && Volatile.Read(ref isWanted),
            "a picture to be kept",
            Wait.Frame);

        using var picture = await kept;
        Assert.InRange(picture.GetPlane(0)[0], 84, 96);
        Assert.True(GuidePictureSnippets.Texture(reader, new byte[1280 * 720 * 4]));
        Assert.Equal(2, GuidePictureSnippets.Layers(other, track).GetParameters().Encodings.Count);
        Assert.IsType<RtpTransform>(other.Receivers[0].Transform);
    }

    /// <summary>The target Godot runs the scripts of the addon's page in a real Godot.</summary>
    [Fact]
    public void GodotGuide_Script_IsOneOfTheAddonsPage()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", "godot.md"));

        var script = Assert.Single(Script().Matches(File.ReadAllText(Path.Combine(s_place, "godot.md")))).Value;

        Assert.Contains(script, page, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```gdscript\n.*?\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Script();
}
