extends SceneTree
## A player who meets others as the client of Godot's signaling demo does, and sends every packet back to its sender as it arrived.
## Arguments: address, lobby ("-" for a new one), "mesh" or "server". Says what happens in lines, which the tests of the samples read.
## The packet "close" ends the session, "drop" disconnects its sender.

enum { JOIN, ID, PEER_CONNECT, PEER_DISCONNECT, OFFER, ANSWER, CANDIDATE, SEAL }

const EXTRA := [MultiplayerPeer.TRANSFER_MODE_RELIABLE, MultiplayerPeer.TRANSFER_MODE_UNRELIABLE]

var _socket := WebSocketPeer.new()
var _peer := WebRTCMultiplayerPeer.new()
var _lobby := ""
var _is_mesh := true
var _has_joined := false


func _initialize() -> void:
	Engine.max_fps = 120
	var arguments := OS.get_cmdline_user_args()
	_lobby = "" if arguments[1] == "-" else arguments[1]
	_is_mesh = arguments[2] == "mesh"
	_peer.peer_connected.connect(func(id: int) -> void: print("connected %d" % id))
	_peer.peer_disconnected.connect(func(id: int) -> void: print("disconnected %d" % id))
	_check(_socket.connect_to_url(arguments[0]))


func _process(_delta: float) -> bool:
	_socket.poll()
	var state := _socket.get_ready_state()
	if state == WebSocketPeer.STATE_OPEN and not _has_joined:
		_has_joined = true
		_send(JOIN, 0 if _is_mesh else 1, _lobby)
	while _socket.get_available_packet_count() > 0:
		var message: Dictionary = JSON.parse_string(_socket.get_packet().get_string_from_utf8())
		_receive(int(message.type), int(message.id), message.data)
	_peer.poll()
	while _peer.get_available_packet_count() > 0:
		_answer()
	if state == WebSocketPeer.STATE_CLOSED:
		print("closed %d %s" % [_socket.get_close_code(), _socket.get_close_reason()])
	return state == WebSocketPeer.STATE_CLOSED


func _answer() -> void:
	_peer.set_target_peer(_peer.get_packet_peer())
	_peer.transfer_mode = _peer.get_packet_mode()
	_peer.transfer_channel = _peer.get_packet_channel()
	var from := _peer.get_packet_peer()
	var packet := _peer.get_packet()
	match packet.get_string_from_ascii():
		"close": _peer.close()
		"drop": _peer.disconnect_peer(from)
		_: _check(_peer.put_packet(packet))


func _receive(type: int, id: int, data: String) -> void:
	match type:
		ID:
			print("id %d" % id)
			_check(_peer.create_mesh(id, EXTRA) if data == "true" else _peer.create_server(EXTRA) if id == 1
				else _peer.create_client(id, EXTRA))
		JOIN: print("lobby %s" % data)
		PEER_CONNECT: _meet(id)
		PEER_DISCONNECT:
			if _peer.has_peer(id):
				_peer.remove_peer(id)
		OFFER: _describe(id, "offer", data)
		ANSWER: _describe(id, "answer", data)
		CANDIDATE:
			var parts := data.split("\n", false)
			if _peer.has_peer(id):
				_check(_peer.get_peer(id).connection.add_ice_candidate(parts[0], parts[1].to_int(), parts[2]))


func _meet(id: int) -> void:
	var connection := WebRTCPeerConnection.new()
	_check(connection.initialize())
	connection.session_description_created.connect(_created.bind(id))
	connection.ice_candidate_created.connect(_gathered.bind(id))
	_check(_peer.add_peer(connection, id))
	if id < _peer.get_unique_id():
		_check(connection.create_offer())


func _created(type: String, sdp: String, id: int) -> void:
	_check(_peer.get_peer(id).connection.set_local_description(type, sdp))
	_send(OFFER if type == "offer" else ANSWER, id, sdp)


func _gathered(media: String, index: int, name: String, id: int) -> void:
	_send(CANDIDATE, id, "\n%s\n%d\n%s" % [media, index, name])


func _describe(id: int, type: String, sdp: String) -> void:
	if _peer.has_peer(id):
		_check(_peer.get_peer(id).connection.set_remote_description(type, sdp))


func _send(type: int, id: int, data: String) -> void:
	_check(_socket.send_text(JSON.stringify({"type": type, "id": id, "data": data})))


func _check(error: Error) -> void:
	if error != OK:
		print("error %s %s" % [error_string(error), get_stack()])
