namespace WebRtcNative.InteropTests.Networks.Namespaces;

/// <summary>The networks of two peers and a router between them, which can stop forwarding without either noticing.</summary>
internal sealed class RoutedNetwork : IDisposable
{
    private readonly bool _isIPv6;
    private readonly List<NetworkNamespace> _namespaces = [];

    private RoutedNetwork(bool isIPv6) => _isIPv6 = isIPv6;

    public NetworkNamespace A => _namespaces[0];

    public NetworkNamespace B => _namespaces[1];

    private NetworkNamespace Router => _namespaces[2];

    /// <summary>A with an interface a0 in the first subnet, B with b0 in the second.</summary>
    public static RoutedNetwork Create(bool isIPv6 = false)
    {
        var network = new RoutedNetwork(isIPv6);
        try
        {
            network.Build();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Address of a host in a subnet.</summary>
    public string Address(int subnet, int host) => _isIPv6 ? $"fd77:{subnet}::{host}" : $"10.77.{subnet}.{host}";

    /// <summary>Gives a peer an interface, as its host 2 in a subnet of which the router is host 1.</summary>
    public void AddInterface(NetworkNamespace peer, string name, int subnet)
    {
        peer.Ip($"link add {name} type veth peer name r{subnet} netns {Router.Name}");
        Router.Ip($"link set r{subnet} up");
        AddAddress(Router, $"r{subnet}", subnet, 1);
        peer.Ip($"link set {name} up");
        AddAddress(peer, name, subnet, 2);
        AddRoute(peer, name, subnet);
    }

    /// <summary>Replaces the interface's address by another one: host 3 instead of 2.</summary>
    public void ChangeAddress(NetworkNamespace peer, string name, int subnet)
    {
        peer.Ip($"addr flush dev {name} scope global");
        AddAddress(peer, name, subnet, 3);
        AddRoute(peer, name, subnet);
    }

    public static void RemoveInterface(NetworkNamespace peer, string name) => peer.Ip($"link delete {name}");

    public static void TakeDown(NetworkNamespace peer, string name) => peer.Ip($"link set {name} down");

    /// <summary>Up again, with the address of before.</summary>
    public void BringUp(NetworkNamespace peer, string name, int subnet)
    {
        peer.Ip($"link set {name} up");
        AddRoute(peer, name, subnet);
    }

    /// <summary>Whether packets get from one peer to the other. Both interfaces stay up.</summary>
    public void SetForwarding(bool isOn) =>
        Router.Set(_isIPv6 ? "ipv6.conf.all.forwarding" : "ipv4.ip_forward", isOn ? 1 : 0);

    public void Dispose()
    {
        var errors = _namespaces.Select(one => one.TryDelete()).OfType<string>().ToList();
        if (errors.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
    }

    private void Build()
    {
        for (var i = 0; i < 3; i++)
        {
            _namespaces.Add(new NetworkNamespace());
            if (!_isIPv6)
                _namespaces[i].Set("ipv6.conf.default.disable_ipv6", 1);
        }
        AddInterface(A, "a0", 1);
        AddInterface(B, "b0", 2);
        SetForwarding(true);
    }

    // Without duplicate address detection, which would take seconds.
    private void AddAddress(NetworkNamespace where, string name, int subnet, int host) =>
        where.Ip($"addr add {Address(subnet, host)}{(_isIPv6 ? "/64" : "/24")} dev {name}{(_isIPv6 ? " nodad" : "")}");

    // Each interface has its own metric, so that a second one may have a route to everywhere too.
    private void AddRoute(NetworkNamespace peer, string name, int subnet) =>
        peer.Ip($"{(_isIPv6 ? "-6 " : string.Empty)}route replace default via {Address(subnet, 1)} dev {name} metric {subnet}");
}
