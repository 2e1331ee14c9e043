extends SceneTree
## A peer that sends each packet back, as text or binary as it was. An empty one, which PacketPeer cannot send, is answered with "empty".
## Its other side is a test on a TCP port: lines of JSON, each a description or a candidate as browsers write them.
## Arguments: port, and offer or answer. Offering, it makes the channels "godot" and "negotiated" (id 5).

var _link := StreamPeerTCP.new()
var _line := PackedByteArray()
var _peer := WebRTCPeerConnection.new()
var _channels: Array[WebRTCDataChannel] = []


func _initialize() -> void:
	Engine.max_fps = 500
	var arguments := OS.get_cmdline_user_args()
	_link.connect_to_host("127.0.0.1", arguments[0].to_int())
	while _link.get_status() == StreamPeerTCP.STATUS_CONNECTING:
		_link.poll()
	_peer.session_description_created.connect(_peer.set_local_description)
	_peer.session_description_created.connect(
		func(type: String, sdp: String) -> void: _send({"description": {"type": type, "sdp": sdp}}))
	_peer.ice_candidate_created.connect(func(media: String, index: int, name: String) -> void:
		_send({"candidate": {"candidate": name, "sdpMid": media, "sdpMLineIndex": index}}))
	_peer.data_channel_received.connect(_channels.append)
	if arguments[1] == "offer":
		_channels.append(_peer.create_data_channel("godot", {"protocol": "echo"}))
		_channels.append(_peer.create_data_channel("negotiated", {"negotiated": true, "id": 5, "ordered": false, "maxRetransmits": 0}))
		_peer.create_offer()


func _process(_delta: float) -> bool:
	_peer.poll()
	for channel in _channels:
		while channel.get_available_packet_count() > 0:
			_echo(channel, channel.get_packet())
	_link.poll()
	while _link.get_available_bytes() > 0:
		_read(_link.get_data(_link.get_available_bytes())[1])
	return _link.get_status() != StreamPeerTCP.STATUS_CONNECTED


func _echo(channel: WebRTCDataChannel, packet: PackedByteArray) -> void:
	channel.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT if channel.was_string_packet() else WebRTCDataChannel.WRITE_MODE_BINARY
	channel.put_packet("empty".to_utf8_buffer() if packet.is_empty() else packet)


func _read(bytes: PackedByteArray) -> void:
	_line.append_array(bytes)
	while _line.has(10):
		var end := _line.find(10)
		_take(JSON.parse_string(_line.slice(0, end).get_string_from_utf8()))
		_line = _line.slice(end + 1)


func _take(message: Dictionary) -> void:
	if message.has("description"):
		_peer.set_remote_description(message.description.type, message.description.sdp)
	else:
		_peer.add_ice_candidate(message.candidate.sdpMid, message.candidate.sdpMLineIndex, message.candidate.candidate)


func _send(message: Dictionary) -> void:
	_link.put_data((JSON.stringify(message) + "\n").to_utf8_buffer())
