extends "res://support/test.gd"
## Godot's WebRTCMultiplayerPeer over a network that loses a tenth of all datagrams.

const LossyLink := preload("res://support/lossy_link.gd")
const COUNT := 1000


func test_reliable_loses_nothing() -> void:
	equal(await _carry(MultiplayerPeer.TRANSFER_MODE_RELIABLE), range(COUNT))


# The packets are unreliable only if maxPacketLifetime, as Godot writes it, is taken for maxPacketLifeTime.
func test_unreliable_loses_some() -> void:
	var numbers: Array = await _carry(MultiplayerPeer.TRANSFER_MODE_UNRELIABLE)
	check(numbers.size() < COUNT and numbers.size() > COUNT / 2, "%d of %d arrived" % [numbers.size(), COUNT])


func test_unreliable_ordered_loses_some_and_keeps_the_order() -> void:
	var numbers: Array = await _carry(MultiplayerPeer.TRANSFER_MODE_UNRELIABLE_ORDERED)
	check(numbers.size() < COUNT and numbers.size() > COUNT / 2, "%d of %d arrived" % [numbers.size(), COUNT])
	var sorted := numbers.duplicate()
	sorted.sort()
	equal(numbers, sorted)


## The numbers that arrive, of those that a server sends one by one.
func _carry(mode: MultiplayerPeer.TransferMode) -> Array:
	var server := WebRTCMultiplayerPeer.new()
	var client := WebRTCMultiplayerPeer.new()
	var a := WebRTCPeerConnection.new()
	var b := WebRTCPeerConnection.new()
	server.create_server()
	client.create_client(2)
	var link := LossyLink.new(a, b)
	for object: Object in [server, client, link]:
		polled(object)
	server.add_peer(a, 2)
	client.add_peer(b, 1)
	a.create_offer()
	await until(func() -> bool:
		return client.get_connection_status() == MultiplayerPeer.CONNECTION_CONNECTED and server.get_peers().get(2, {}).get("connected", false)
			, "connected")

	link.loss = 0.1
	server.transfer_mode = mode
	server.set_target_peer(2)
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
