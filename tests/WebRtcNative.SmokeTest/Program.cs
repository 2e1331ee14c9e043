// Two peers connect, each sends the other a message, and the engine's version is printed. Exit code 0 for success, 2 if the
// native library cannot be used, with the reason.
using WebRtcNative;

try
{
    Console.WriteLine($"Engine: {WebRtcEngine.Version}");
    using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
    using var alice = NewConnection();
    using var bob = NewConnection();
    alice.IceCandidateGathered += (_, candidate) => bob.AddIceCandidateAsync(candidate);
    bob.IceCandidateGathered += (_, candidate) => alice.AddIceCandidateAsync(candidate);

    using var outgoing = alice.CreateDataChannel("smoke");
    await bob.SetRemoteDescriptionAsync(await alice.SetLocalDescriptionAsync(deadline.Token), deadline.Token);
    await alice.SetRemoteDescriptionAsync(await bob.SetLocalDescriptionAsync(deadline.Token), deadline.Token);
    var incoming = (await bob.AcceptDataChannelAsync(deadline.Token))!;

    await outgoing.SendAsync("Hello, Bob.", deadline.Token);
    Console.WriteLine($"Bob heard: {(await incoming.ReceiveAsync(deadline.Token))?.Text}");
    await incoming.SendAsync("Hello, Alice.", deadline.Token);
    Console.WriteLine($"Alice heard: {(await outgoing.ReceiveAsync(deadline.Token))?.Text}");
#if DATA_ONLY
    try
    {
        alice.AddTransceiver(MediaKind.Audio);
    }
    catch (WebRtcException e)
    {
        Console.WriteLine($"Media: {e.Message}");
    }
#endif
    return 0;
}
catch (NativeLibraryException e)
{
    Console.WriteLine($"{e.Fault}: {e.Message}");
    return 2;
}

#if HOSTING
static PeerConnection NewConnection() => Factory.Instance.CreatePeerConnection();
#else
static PeerConnection NewConnection() => new();
#endif
