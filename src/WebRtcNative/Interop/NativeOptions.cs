namespace WebRtcNative.Interop;

/// <summary>The options of a connection in the shim's form, for the length of a call.</summary>
internal sealed unsafe class NativeOptions : IDisposable
{
    private readonly NativeStrings _memory = new();

    public NativeOptions(PeerConnectionOptions options)
    {
        Pointer = _memory.AddArray<wrtc_peer_connection_options>(1);
        *Pointer = new wrtc_peer_connection_options
        {
            ice_transport_policy = (wrtc_ice_transport_policy)options.IceTransportPolicy,
            bundle_policy = (wrtc_bundle_policy)options.BundlePolicy,
            ice_candidate_pool_size = options.IceCandidatePoolSize,
            min_port = options.MinPort,
            max_port = options.MaxPort,
            ice_timing = ToNative(options.IceTiming),
            exclude_loopback = Flag(!options.IncludeLoopback),
            exclude_link_local = Flag(!options.IncludeLinkLocal),
            exclude_ipv6 = Flag(!options.IncludeIPv6),
            exclude_tcp = Flag(!options.IncludeTcp),
            gather_continually = Flag(options.GatherContinually),
            media = Flag(options.Media),
            close_channels_when_failed = Flag(options.CloseChannelsWhenFailed),
            connect_timeout = Milliseconds(options.ConnectTimeout),
            receive_limit = options.ReceiveLimit,
        };
        AddServers(options.IceServers);
        AddCertificates(options.Certificates);
    }

    public wrtc_peer_connection_options* Pointer { get; }

    public void Dispose() => _memory.Dispose();

    private void AddServers(IReadOnlyList<IceServer> servers)
    {
        var count = servers.Sum(server => server.Urls.Count);
        var next = Pointer->ice_servers = _memory.AddArray<wrtc_ice_server>(count);
        Pointer->ice_server_count = count;
        foreach (var server in servers)
        {
            foreach (var url in server.Urls)
            {
                next->url = _memory.Add(ForEngine(url));
                next->username = _memory.Add(server.Username ?? string.Empty);
                next->credential = _memory.Add(server.Credential ?? string.Empty);
                next->accept_any_certificate = Flag(server.AcceptAnyCertificate);
                next++;
            }
        }
    }

    // Everything but the host is written in lower case, since the engine compares only with that (RFC 3986, section 3.1; RFC 7065,
    // section 3.1).
    private static string ForEngine(string url)
    {
        var scheme = url.IndexOf(':', StringComparison.Ordinal) + 1;
        var query = url.IndexOf('?', scheme);
        if (query < 0)
            query = url.Length;
        return url[..scheme].ToLowerInvariant() + url[scheme..query] + url[query..].ToLowerInvariant();
    }

    private void AddCertificates(IReadOnlyList<RtcCertificate> certificates)
    {
        var next = Pointer->certificates = _memory.AddArray<wrtc_certificate>(certificates.Count);
        Pointer->certificate_count = certificates.Count;
        foreach (var certificate in certificates)
        {
            next->private_key = _memory.Add(certificate.PrivateKeyPem);
            next->certificate = _memory.Add(certificate.CertificatePem);
            next++;
        }
    }

    private static wrtc_ice_timing ToNative(IceTimingOptions timing) => new()
    {
        receiving_timeout = Milliseconds(timing.ReceivingTimeout),
        unwritable_timeout = Milliseconds(timing.UnwritableTimeout),
        unwritable_min_checks = timing.UnwritableMinChecks ?? 0,
        inactive_timeout = Milliseconds(timing.InactiveTimeout),
        check_interval_strong = Milliseconds(timing.CheckIntervalStrong),
        check_interval_weak = Milliseconds(timing.CheckIntervalWeak),
        check_min_interval = Milliseconds(timing.CheckMinInterval),
        backup_pair_ping_interval = Milliseconds(timing.BackupPairPingInterval),
        stable_ping_interval = Milliseconds(timing.StablePingInterval),
    };

    private static int Milliseconds(TimeSpan? time) => (int)(time?.TotalMilliseconds ?? 0);

    private static byte Flag(bool value) => value ? (byte)1 : (byte)0;
}
