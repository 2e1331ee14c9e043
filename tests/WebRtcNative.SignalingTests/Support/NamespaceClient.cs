using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.Connections.Client;
using WebRtcNative.InteropTests.Networks.Namespaces;

namespace WebRtcNative.SignalingTests.Support;

/// <summary>Members in this process whose connections with the server are made in another network: a socket stays in the network of the
/// thread that has created it.</summary>
internal static partial class NamespaceClient
{
    private const int CloneNewNet = 0x40000000; // setns(2)

    public static Task<Room> JoinAsync(NetworkNamespace where, Uri server, string room, string name) =>
        Room.JoinAsync(server, room, new RoomOptions { Name = name, ConfigureHttp = http => Configure(http, where) });

    private static void Configure(HttpConnectionOptions http, NetworkNamespace where) => http.WebSocketFactory = async (context, cancellation) =>
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (to, ending) => new NetworkStream(await ConnectAsync(where, to.DnsEndPoint, ending), ownsSocket: true),
        };
        var socket = new ClientWebSocket();
        try
        {
            using var invoker = new HttpMessageInvoker(handler);
            await socket.ConnectAsync(new UriBuilder(context.Uri) { Scheme = "ws" }.Uri, invoker, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    };

    private static async Task<Socket> ConnectAsync(NetworkNamespace where, DnsEndPoint to, CancellationToken cancellation)
    {
        var created = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread that ends afterwards, and takes its network with it.
        var thread = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/run/netns/{where.Name}");
                if (SetNetwork((int)network.DangerousGetHandle(), CloneNewNet) != 0)
                    throw new IOException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                created.SetResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            }
            catch (Exception e) // the connection's to report
            {
                created.SetException(e);
            }
        });
        thread.Start();
        var socket = await created.Task;
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(to.Host), to.Port), cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNetwork(int descriptor, int kind);
}
