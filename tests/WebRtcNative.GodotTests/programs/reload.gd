extends SceneTree
## Run in the editor, which alone may reload an extension: with objects that live on, connecting, connected, and with packets on their way.
## Ends with 0 if they are usable then.

const EXTENSION := "res://addons/webrtcnative/webrtcnative.gdextension"
const Pair := preload("res://support/pair.gd")


func _initialize() -> void:
	for round in 3:
		var pair := Pair.new()
		pair.channel_a = pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
		pair.a.create_offer()
		pair.poll()
		if not _reload(pair):
			return _fail("round %d: while connecting" % round)
		if not _reload(pair):
			return _fail("round %d: while connected" % round)
		if not _send(pair) or not _reload(pair):
			return _fail("round %d: with packets on their way" % round)
	quit(0)


# The connections are new ones then, the old channels are closed, and their packets gone. Afterwards they connect.
func _reload(pair: Pair) -> bool:
	var old: Array[WebRTCDataChannel] = [pair.channel_a]
	if pair.channel_b != null:
		old.append(pair.channel_b)
	if GDExtensionManager.reload_extension(EXTENSION) != GDExtensionManager.LOAD_STATUS_OK:
		return false
	for channel in old:
		if channel.get_ready_state() != WebRTCDataChannel.STATE_CLOSED or channel.get_available_packet_count() != 0:
			return false
	for peer: WebRTCPeerConnection in [pair.a, pair.b]:
		if peer.get_connection_state() != WebRTCPeerConnection.STATE_NEW:
			return false
	return _connect(pair)


# Some packets have arrived and were not fetched; others wait in the sender's buffer.
func _send(pair: Pair) -> bool:
	var packet := PackedByteArray()
	packet.resize(200_000)
	for i in 20:
		if pair.channel_a.put_packet(packet) != OK or pair.channel_b.put_packet(packet) != OK:
			return false
	return _until(pair, func() -> bool: return pair.channel_b.get_available_packet_count() > 0) and pair.channel_a.get_buffered_amount() > 0


func _connect(pair: Pair) -> bool:
	pair.channel_a = pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
	pair.channel_b = pair.b.create_data_channel("test", {"negotiated": true, "id": 1})
	pair.a.create_offer()
	return _until(pair, pair.is_open)


func _until(pair: Pair, condition: Callable) -> bool:
	var begin := Time.get_ticks_msec()
	while not condition.call() and Time.get_ticks_msec() - begin < 60_000:
		pair.poll()
		OS.delay_msec(1)
	return condition.call()


func _fail(text: String) -> void:
	printerr(text)
	quit(1)
