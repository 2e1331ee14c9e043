namespace WebRtcNative.SignalingTests.Page;

/// <summary>A test that needs Chromium, and the page's script, which npm makes. The target Signaling has both.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PageFactAttribute : FactAttribute
{
    public PageFactAttribute()
    {
        if (!File.Exists(LobbyBrowser.Chromium))
            Skip = "Chromium is not installed: ./build.sh --target=Signaling does.";
        else if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot", "lobby.js")))
            Skip = "The page's script was not made: ./build.sh --target=Signaling does.";
    }
}
