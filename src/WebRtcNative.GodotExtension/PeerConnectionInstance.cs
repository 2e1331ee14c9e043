using WebRtcNative.Godot;

namespace WebRtcNative.GodotExtension;

/// <summary>Godot's WebRTCPeerConnection on <see cref="WebRtcPeerConnection"/>.</summary>
internal sealed unsafe class PeerConnectionInstance : WebRTCPeerConnectionExtension
{
    private const string Class = "WebRTCPeerConnection";

    private const int FewChannels = 64;

    private readonly List<DataChannelInstance> _channels = []; // those of the past too, until there are many
    private int _manyChannels = FewChannels;
    private WebRtcPeerConnection? _peer;

    // Made when it is used first: Godot's editor makes an object of each class, to show its defaults.
    private WebRtcPeerConnection Peer => _peer ??= Make();

    public override long GetConnectionState() => (long)Peer.GetConnectionState();

    public override long GetGatheringState() => (long)Peer.GetGatheringState();

    public override long GetSignalingState() => (long)Peer.GetSignalingState();

    public override long Initialize(GodotDictionary pConfig)
    {
        PeerConnectionOptions options;
        try
        {
            options = ConnectionDictionary.Read(pConfig.ToJson());
        }
        catch (FormatException e)
        {
            return (long)Fail("initialize", WebRtcError.InvalidParameter, e.Message);
        }
        var error = Peer.Initialize(options);
        if (error == WebRtcError.Ok)
            ForgetChannels();
        return Check("initialize", error);
    }

    public override void* CreateDataChannel(string pLabel, GodotDictionary pConfig)
    {
        DataChannelOptions options;
        try
        {
            options = DataChannelDictionary.Read(pConfig.ToJson());
        }
        catch (FormatException e)
        {
            Fail("create_data_channel", WebRtcError.InvalidParameter, e.Message);
            return null;
        }
        if (Peer.CreateDataChannel(pLabel, options) is { } channel)
            return Construct(channel);
        Fail("create_data_channel", Peer.LastError.Code, Peer.LastError.Message);
        return null;
    }

    public override long CreateOffer() => Check("create_offer", Peer.CreateOffer());

    public override long SetRemoteDescription(string pType, string pSdp) =>
        Check("set_remote_description", Peer.SetRemoteDescription(pType, pSdp));

    public override long SetLocalDescription(string pType, string pSdp) =>
        Check("set_local_description", Peer.SetLocalDescription(pType, pSdp));

    public override long AddIceCandidate(string pSdpMidName, int pSdpMlineIndex, string pSdpName) =>
        Check("add_ice_candidate", Peer.AddIceCandidate(pSdpMidName, pSdpMlineIndex, pSdpName));

    // A closed connection is no error of a game that polls in each frame.
    public override long Poll() => (long)Peer.Poll();

    public override void Close()
    {
        Peer.Close();
        ForgetChannels();
    }

    public override void Free()
    {
        _peer?.Dispose();
        ForgetChannels();
    }

    private WebRtcPeerConnection Make()
    {
        var peer = new WebRtcPeerConnection(Extension.Factory);
        peer.SessionDescriptionCreated += (type, sdp) => Emit("session_description_created", GodotVariant.From(type), GodotVariant.From(sdp));
        peer.IceCandidateCreated += (media, index, name) =>
            Emit("ice_candidate_created", GodotVariant.From(media), GodotVariant.From(index), GodotVariant.From(name));
        peer.DataChannelReceived += channel =>
            Emit("data_channel_received", GodotVariant.FromObject(Construct(channel)));
        peer.OperationFailed += (name, error) => GodotLog.Error($"{Class}.{NameOf(name)}", error.Message);
        return peer;
    }

    private void* Construct(WebRtcDataChannel channel)
    {
        if (_channels.Count >= _manyChannels)
        {
            _channels.RemoveAll(channel => channel.DisposeIfUnused());
            _manyChannels = Math.Max(FewChannels, 2 * _channels.Count);
        }
        var instance = new DataChannelInstance(channel);
        _channels.Add(instance);
        return Extension.DataChannelClass.Construct(instance);
    }

    // They are closed now. What no script refers to is given back at once, rather than by a later collection.
    private void ForgetChannels()
    {
        foreach (var channel in _channels)
            channel.DisposeIfUnused();
        _channels.Clear();
        _manyChannels = FewChannels;
    }

    private void Emit(string signal, params ReadOnlySpan<GodotVariant> arguments) => GodotObject.Emit(Owner, signal, arguments);

    private long Check(string method, WebRtcError error)
    {
        if (error != WebRtcError.Ok)
            Fail(method, error, Peer.LastError.Message);
        return (long)error;
    }

    private static string NameOf(string operation) => operation switch
    {
        nameof(WebRtcPeerConnection.CreateOffer) => "create_offer",
        nameof(WebRtcPeerConnection.SetLocalDescription) => "set_local_description",
        nameof(WebRtcPeerConnection.SetRemoteDescription) => "set_remote_description",
        nameof(WebRtcPeerConnection.AddIceCandidate) => "add_ice_candidate",
        _ => operation, // the answer, which nobody has asked for by name
    };

    private static WebRtcError Fail(string method, WebRtcError error, string message)
    {
        GodotLog.Error($"{Class}.{method}", message);
        return error;
    }
}
