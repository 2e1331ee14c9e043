extends RefCounted
## Two connections in one process, wired as Godot's documentation does it.

var a := WebRTCPeerConnection.new()
var b := WebRTCPeerConnection.new()
var channel_a: WebRTCDataChannel
var channel_b: WebRTCDataChannel
## The channels that each side has received.
var received_a: Array[WebRTCDataChannel] = []
var received_b: Array[WebRTCDataChannel] = []


func _init() -> void:
	wire(a, b)
	wire(b, a)
	a.data_channel_received.connect(received_a.append)
	b.data_channel_received.connect(received_b.append)


static func wire(from: WebRTCPeerConnection, to: WebRTCPeerConnection) -> void:
	from.session_description_created.connect(from.set_local_description)
	from.session_description_created.connect(to.set_remote_description)
	from.ice_candidate_created.connect(to.add_ice_candidate)


func poll() -> void:
	a.poll()
	b.poll()


func close() -> void:
	a.close()
	b.close()


func is_open() -> bool:
	return channel_a.get_ready_state() == WebRTCDataChannel.STATE_OPEN and channel_b.get_ready_state() == WebRTCDataChannel.STATE_OPEN
