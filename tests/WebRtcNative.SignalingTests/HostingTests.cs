using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebRtcNative.Signaling.Server;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>The server as a part of an ASP.NET Core program.</summary>
public sealed class HostingTests
{
    /// <summary>The header names the user.</summary>
    private sealed class HeaderAuthentication(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["x-user"].ToString() is not { Length: > 0 } user)
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }

    [Theory]
    [InlineData("https://game.example", true)]
    [InlineData("https://GAME.example", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("own", true)]
    [InlineData(null, true)]
    public async Task Connect_Origin_IsChecked(string? origin, bool mayConnect)
    {
        await using var server = await SignalingServer.StartAsync(options => options.AllowedOrigins.Add("https://game.example"));
        var own = server.Address.GetLeftPart(UriPartial.Authority);

        var connecting = RawClient.ConnectAsync(server.Address, http =>
        {
            if (origin != null)
                http.Headers["Origin"] = origin == "own" ? own : origin;
        });

        if (mayConnect)
            await (await connecting).DisposeAsync();
        else
            Assert.Contains("403", (await Assert.ThrowsAnyAsync<Exception>(() => connecting)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorization_EndpointAndPolicy_DecideWhoJoinsWhat()
    {
        await using var server = await SignalingServer.StartAsync(
            options => options.JoinPolicy = "own room",
            builder =>
            {
                builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
                builder.Services.AddAuthorizationBuilder().AddPolicy("own room", policy => policy.RequireAssertion(
                    context => context.Resource is RoomAccess access
                        && access.Room == context.User.FindFirstValue(ClaimTypes.NameIdentifier)));
            },
            (_, hub) => hub.RequireAuthorization());
        Task<Room> Join(string? user, string room) => server.JoinAsync(room, "x", options => options with
        {
            ConfigureHttp = http =>
            {
                if (user != null)
                    http.Headers["x-user"] = user;
            },
        });

        var ann = await Join("ann", "ann");

        Assert.Equal(RoomErrorType.NotAllowed, (await Assert.ThrowsAsync<RoomException>(() => Join("bob", "ann"))).ErrorType);
        Assert.Equal(RoomErrorType.Unreachable, (await Assert.ThrowsAsync<RoomException>(() => Join(null, "ann"))).ErrorType);
        Assert.Single(ann.Members);
    }

    /// <summary>What coturn computes with use-auth-secret.</summary>
    [Fact]
    public async Task Join_Turn_GivesACredentialForALimitedTime()
    {
        await using var server = await SignalingServer.StartAsync(options =>
        {
            options.StunUrls.Add("stun:127.0.0.1:3478");
            options.Turn.Urls.Add("turn:127.0.0.1:3478");
            options.Turn.Secret = "s3cret";
            options.Turn.Lifetime = TimeSpan.FromMinutes(10);
        });
        var raw = await server.ConnectRawAsync();

        var place = await raw.JoinAsync("room");

        var servers = place.GetProperty("iceServers");
        Assert.Equal("stun:127.0.0.1:3478", servers[0].GetProperty("urls")[0].GetString());
        var username = servers[1].GetProperty("username").GetString()!;
#pragma warning disable CA5350 // coturn takes HMAC-SHA1 and nothing else
        var expected = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes("s3cret"), Encoding.UTF8.GetBytes(username)));
#pragma warning restore CA5350
        Assert.Equal(expected, servers[1].GetProperty("credential").GetString());
        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(username.Split(':')[0], null));
        Assert.InRange(expires - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(10));
        Assert.Equal(place.GetProperty("member").GetString(), username.Split(':')[1]);
        var renewed = await raw.CallAsync("IceServers");
        Assert.Equal(2, renewed.GetProperty("iceServers").GetArrayLength());
    }

    [Fact]
    public async Task Health_LocalRooms_AreHealthy()
    {
        await using var server = await SignalingServer.StartAsync(map: (app, hub) => app.MapHealthChecks("/health"));
        using var http = new HttpClient();

        var response = await http.GetAsync(new Uri(server.Address, "/health"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task AddWebRtcSignaling_Twice_IsOneServerWithTheOptionsOfBoth()
    {
        await using var server = await SignalingServer.StartAsync(
            options => options.MaxRoomSize = 3,
            builder => builder.Services.AddWebRtcSignaling(options => options.MaxRooms = 5),
            (app, _) => app.MapHealthChecks("/health"));
        using var http = new HttpClient();

        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(server.Address, "/health")));
        var options = server.Services.GetRequiredService<IOptions<SignalingServerOptions>>().Value;
        Assert.Equal((3, 5), (options.MaxRoomSize, options.MaxRooms));
    }

    [Fact]
    public async Task Options_Wrong_AreNamedWhenTheHostStarts()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SignalingServer.StartAsync(options =>
        {
            options.MaxRoomSize = 0;
            options.Turn.Urls.Add("turn:x");
        }));

        Assert.Contains("MaxRoomSize", error.Message, StringComparison.Ordinal);
        Assert.Contains("Turn:Secret", error.Message, StringComparison.Ordinal);
    }
}
