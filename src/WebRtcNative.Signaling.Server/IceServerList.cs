using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server;

/// <summary>The STUN and TURN servers that a member is told of, with credentials for a limited time (draft-uberti-behave-turn-rest,
/// coturn's <c>use-auth-secret</c>).</summary>
internal sealed class IceServerList(IOptions<SignalingServerOptions> options, TimeProvider time)
{
    public List<WireIceServer> For(string member)
    {
        var servers = new List<WireIceServer>();
        if (options.Value.StunUrls.Count > 0)
            servers.Add(new WireIceServer { Urls = [.. options.Value.StunUrls] });
        var turn = options.Value.Turn;
        if (turn.Urls.Count == 0)
            return servers;
        var expires = time.GetUtcNow() + turn.Lifetime;
        var username = string.Create(CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()}:{member}");
        servers.Add(new WireIceServer
        {
            Urls = [.. turn.Urls],
            Username = username,
            Credential = Sign(turn.Secret!, username),
            Expires = expires.ToUnixTimeMilliseconds(),
        });
        return servers;
    }

#pragma warning disable CA5350 // coturn takes HMAC-SHA1 and nothing else
    private static string Sign(string secret, string username) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username)));
#pragma warning restore CA5350
}
