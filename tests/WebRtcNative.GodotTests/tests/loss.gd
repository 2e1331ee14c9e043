extends "res://support/test.gd"
## Godot's WebRTCMultiplayerPeer over a network that loses a tenth of all datagrams.

const LossyLink := preload("res://support/lossy_link.gd")
const Speaker := preload("res://support/speaker.gd")
const COUNT := 1000
const SERVER := 1
const CLIENT := 2


func test_reliable_loses_nothing() -> void:
	equal(await _carry(MultiplayerPeer.TRANSFER_MODE_RELIABLE), range(COUNT))


# The packets are unreliable only if maxPacketLifetime, as Godot writes it, is taken for maxPacketLifeTime.
func test_unreliable_loses_some() -> void:
	var numbers: Array = await _carry(MultiplayerPeer.TRANSFER_MODE_UNRELIABLE)
	check(numbers.size() < COUNT and numbers.size() > COUNT / 2, "%d of %d arrived" % [numbers.size(), COUNT])


func test_unreliable_ordered_loses_some_and_keeps_the_order() -> void:
	var numbers: Array = await _carry(MultiplayerPeer.TRANSFER_MODE_UNRELIABLE_ORDERED)
	check(numbers.size() < COUNT and numbers.size() > COUNT / 2, "%d of %d arrived" % [numbers.size(), COUNT])
	check(_is_sorted(numbers), "in another order")


func test_remote_calls_are_lost_by_their_mode() -> void:
	var server := WebRTCMultiplayerPeer.new()
	var client := WebRTCMultiplayerPeer.new()
	equal(server.create_server(), OK)
	equal(client.create_client(CLIENT), OK)
	var speaker := _world(server)
	var listener := _world(client)
	var link := await _connect(server, client)
	await until(func() -> bool: return CLIENT in speaker.multiplayer.get_peers() and SERVER in listener.multiplayer.get_peers(), "both know each other")
	# The first call of each kind tells the other side the node's path, reliably; until that is confirmed, calls are longer.
	speaker.hear_reliable.rpc(-1)
	await until(func() -> bool: return listener.heard.get("1 reliable", []) == [-1], "the first call")

	link.loss = 0.1
	for number in COUNT:
		speaker.hear_unreliable.rpc(number)
		speaker.hear_ordered.rpc(number)
		speaker.hear_reliable.rpc(number)
		await frames(1)
	await until(func() -> bool: return listener.heard["1 reliable"].back() == COUNT - 1, "the last reliable call")
	await frames(200)

	equal(listener.heard["1 reliable"], range(-1, COUNT), "reliable calls")
	for kind: String in ["unreliable", "ordered"]:
		var numbers: Array = listener.heard.get("1 " + kind, [])
		check(numbers.size() < COUNT and numbers.size() > COUNT / 2, "%d of %d %s calls arrived" % [numbers.size(), COUNT, kind])
		if kind == "ordered":
			check(_is_sorted(numbers), "ordered calls in another order")
	check(link.lost > 0, "the network has lost nothing")
	for world: Node in [speaker.get_parent(), listener.get_parent()]:
		var path := world.get_path()
		world.free()
		tree.set_multiplayer(null, path)


## A part of the scene tree that has a peer of its own, and the node that is called.
func _world(peer: WebRTCMultiplayerPeer) -> Speaker:
	var world := Node.new()
	world.name = "Server" if peer.get_unique_id() == SERVER else "Client"
	tree.root.add_child(world)
	var api := SceneMultiplayer.new()
	tree.set_multiplayer(api, world.get_path())
	api.multiplayer_peer = peer
	var speaker := Speaker.new()
	world.add_child(speaker)
	return speaker


func _connect(server: WebRTCMultiplayerPeer, client: WebRTCMultiplayerPeer) -> LossyLink:
	var a := WebRTCPeerConnection.new()
	var b := WebRTCPeerConnection.new()
	var link := LossyLink.new(a, b)
	for object: Object in [server, client, link]:
		polled(object)
	equal(server.add_peer(a, CLIENT), OK)
	equal(client.add_peer(b, SERVER), OK)
	a.create_offer()
	await until(func() -> bool:
		return client.get_connection_status() == MultiplayerPeer.CONNECTION_CONNECTED and server.get_peers().get(CLIENT, {}).get("connected", false)
			, "connected")
	return link


func _is_sorted(numbers: Array) -> bool:
	var sorted := numbers.duplicate()
	sorted.sort()
	return numbers == sorted


## The numbers that arrive, of those that a server sends one by one.
func _carry(mode: MultiplayerPeer.TransferMode) -> Array:
	var server := WebRTCMultiplayerPeer.new()
	var client := WebRTCMultiplayerPeer.new()
	server.create_server()
	client.create_client(CLIENT)
	var link := await _connect(server, client)

	link.loss = 0.1
	server.transfer_mode = mode
	server.set_target_peer(CLIENT)
	var numbers := []
	for number in COUNT:
		equal(server.put_packet(var_to_bytes(number)), OK)
		if number % 3 == 0:
			await frames(1)
		_take(client, numbers)
	# A reliable one says that all of the other kind are through, or lost.
	server.transfer_mode = MultiplayerPeer.TRANSFER_MODE_RELIABLE
	server.put_packet(var_to_bytes(-1))
	await until(func() -> bool:
		_take(client, numbers)
		return numbers.has(-1), "the last packet")
	await frames(200)
	_take(client, numbers)
	numbers.erase(-1)
	check(link.lost > 0, "the network has lost nothing")
	return numbers


func _take(client: WebRTCMultiplayerPeer, numbers: Array) -> void:
	while client.get_available_packet_count() > 0:
		numbers.append(bytes_to_var(client.get_packet()))
