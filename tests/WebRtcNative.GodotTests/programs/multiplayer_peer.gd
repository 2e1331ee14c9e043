extends SceneTree
## A process of a session (support/session.gd): WebRTCMultiplayerPeer as mesh, server or client. Arguments: port, id, mode.

const Speaker := preload("res://support/speaker.gd")

var _link := PacketPeerStream.new()
var _peer := WebRTCMultiplayerPeer.new()
var _speaker := Speaker.new()
var _is_counting := false


func _initialize() -> void:
	Engine.max_fps = 120
	var arguments := OS.get_cmdline_user_args()
	var tcp := StreamPeerTCP.new()
	tcp.connect_to_host("127.0.0.1", arguments[0].to_int())
	while tcp.get_status() == StreamPeerTCP.STATUS_CONNECTING:
		tcp.poll()
	tcp.set_no_delay(true)
	_link.input_buffer_max_size = 1 << 20
	_link.output_buffer_max_size = 1 << 20
	_link.stream_peer = tcp

	var id := arguments[1].to_int()
	var extra := [MultiplayerPeer.TRANSFER_MODE_RELIABLE]
	match arguments[2]:
		"mesh": _check(_peer.create_mesh(id, extra))
		"server": _check(_peer.create_server(extra))
		"client": _check(_peer.create_client(id, extra))
	_peer.peer_connected.connect(func(other: int) -> void: _send(["connected", other]))
	_peer.peer_disconnected.connect(func(other: int) -> void: _send(["disconnected", other]))
	root.add_child(_speaker)
	get_multiplayer().multiplayer_peer = _peer
	_send(["hello", id])


func _process(_delta: float) -> bool:
	if _is_counting:
		_speaker.value += 1
	_link.stream_peer.poll()
	while _link.get_available_packet_count() > 0:
		_do(_link.get_var())
	return _link.stream_peer.get_status() != StreamPeerTCP.STATUS_CONNECTED


func _do(message: Array) -> void:
	match message:
		["meet", var id, var is_offering]: _meet(id, is_offering)
		["description", var from, var type, var sdp]: _check(_peer.get_peer(from).connection.set_remote_description(type, sdp))
		["candidate", var from, var media, var index, var name]:
			if _peer.has_peer(from):
				_check(_peer.get_peer(from).connection.add_ice_candidate(media, index, name))
		["say", var kind, var count, var to]: _speaker.say(kind, count, to)
		["disconnect", var id]: _peer.disconnect_peer(id)
		["refuse", var is_refusing]: _peer.refuse_new_connections = is_refusing
		["count", var is_counting]: _is_counting = is_counting
		["pace", var fps]: Engine.max_fps = fps
		["close"]: _peer.close()
		["report"]: _send(["report", {"heard": _speaker.heard, "value": _speaker.value,
			"updates": _speaker.updates, "steps_back": _speaker.steps_back, "peers": _peer.get_peers().keys(),
			"status": _peer.get_connection_status(), "refuses": _peer.refuse_new_connections}])


func _meet(id: int, is_offering: bool) -> void:
	var connection := WebRTCPeerConnection.new()
	_check(connection.initialize())
	connection.session_description_created.connect(connection.set_local_description)
	connection.session_description_created.connect(func(type: String, sdp: String) -> void: _send(["description", id, type, sdp]))
	connection.ice_candidate_created.connect(
		func(media: String, index: int, name: String) -> void: _send(["candidate", id, media, index, name]))
	var error := _peer.add_peer(connection, id)
	if error != OK:
		_send(["refused", id])
	elif is_offering:
		_check(connection.create_offer())


func _send(message: Array) -> void:
	_link.put_var(message)


func _check(error: Error) -> void:
	if error != OK:
		_send(["error", error_string(error), str(get_stack())])
