extends SceneTree
## Run in the editor, which alone may reload an extension: with objects that live on. Ends with 0 if they are usable then.

const EXTENSION := "res://addons/webrtcnative/webrtcnative.gdextension"
const Pair := preload("res://support/pair.gd")


func _initialize() -> void:
	for round in 3:
		var pair := Pair.new()
		pair.channel_a = pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
		pair.a.create_offer()
		pair.poll()
		if GDExtensionManager.reload_extension(EXTENSION) != GDExtensionManager.LOAD_STATUS_OK:
			return _fail("not reloaded")
		# The connections are new ones, and the old channel is closed.
		if pair.channel_a.get_ready_state() != WebRTCDataChannel.STATE_CLOSED:
			return _fail("the channel is open")
		if pair.a.get_connection_state() != WebRTCPeerConnection.STATE_NEW or not _connect(pair):
			return _fail("round %d: not connected" % round)
	quit(0)


func _connect(pair: Pair) -> bool:
	pair.channel_a = pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
	pair.channel_b = pair.b.create_data_channel("test", {"negotiated": true, "id": 1})
	pair.a.create_offer()
	var begin := Time.get_ticks_msec()
	while not pair.is_open() and Time.get_ticks_msec() - begin < 60_000:
		pair.poll()
		OS.delay_msec(1)
	return pair.is_open()


func _fail(text: String) -> void:
	printerr(text)
	quit(1)
