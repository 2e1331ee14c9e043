extends SceneTree
## Quits with connections in every state, and with packets on their way.

const Pair := preload("res://support/pair.gd")

# Held until the very end.
static var pairs: Array = []


func _initialize() -> void:
	for i in 4:
		var pair := Pair.new()
		pairs.append(pair)
		pair.channel_a = pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
		pair.channel_b = pair.b.create_data_channel("test", {"negotiated": true, "id": 1})
		if i > 0:
			pair.a.create_offer()
	while not (pairs[2].is_open() and pairs[3].is_open()):
		for i in [2, 3]:
			pairs[i].poll()
		await process_frame
	var packet := PackedByteArray()
	packet.resize(200_000)
	for i in 20:
		pairs[3].channel_a.put_packet(packet)
	quit(0)
