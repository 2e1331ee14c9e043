using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebRtcNative.InteropTests.Servers;

/// <summary>A browser's description in an ASP.NET Core minimal API: bound as a parameter, and returned.</summary>
public sealed class MinimalApiTests : IAsyncLifetime, IDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _client = new();

    public MinimalApiTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/offer", (SessionDescription offer) => offer with { Type = SdpType.Answer });
        _server.MapPost("/candidates", (IceCandidate[] candidates) => new { candidates });
        _server.MapGet("/configuration", () => new PeerConnectionOptions { IceServers = [new IceServer("stun:stun.example.org")] });
    }

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _client.BaseAddress = new Uri(_server.Urls.Single());
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Post_Description_IsBoundAndComesBackAsABrowserTakesIt() => Assert.Equal(
        (HttpStatusCode.OK, """{"type":"answer","sdp":"v=0\r\n"}"""), await PostAsync("/offer", """{"type":"offer","sdp":"v=0\r\n"}"""));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"call","sdp":"v=0\r\n"}""")]
    [InlineData("null")]
    public async Task Post_NoDescription_IsBadRequest(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/offer", body)).Status);

    [Fact]
    public async Task Post_Candidates_AreBoundAndComeBack() => Assert.Equal(
        (HttpStatusCode.OK, """{"candidates":[{"candidate":"","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":null}]}"""),
        await PostAsync("/candidates", """[{"candidate":"","sdpMid":"0","sdpMLineIndex":0}]"""));

    [Fact]
    public async Task Get_Configuration_IsTheW3CDictionary() => Assert.Equal(
        """{"iceServers":[{"urls":["stun:stun.example.org"]}],"iceTransportPolicy":"all","bundlePolicy":"balanced","iceCandidatePoolSize":0}""",
        await _client.GetStringAsync(new Uri("/configuration", UriKind.Relative)));

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
