extends Node
## Brings two players together: over a server they exchange the texts that WebRTC needs to connect. Then the server is not needed any more.
## The messages are those of Godot's demo networking/webrtc_signaling.

signal lobby_joined(code: String)
signal failed(reason: String)

enum { JOIN, ID, PEER_CONNECT, PEER_DISCONNECT, OFFER, ANSWER, CANDIDATE, SEAL }

## Players behind routers need a server here: [{"urls": "stun:stun.example.org"}].
const ICE_SERVERS := []

var _socket := WebSocketPeer.new()
var _peer := WebRTCMultiplayerPeer.new()
var _code := ""


func _ready() -> void:
	set_process(false)
	multiplayer.peer_connected.connect(_on_peer_connected)


## Without a code a new lobby is made, whose host is the server of the game.
func start(url: String, code: String) -> void:
	if WebRTCPeerConnection.new().get_class() == "WebRTCPeerConnectionExtension": # of no use by itself
		failed.emit("There is no WebRTC: the project needs the addon.")
		return
	_code = code
	_socket = WebSocketPeer.new()
	if _socket.connect_to_url(url) == OK:
		set_process(true)
	else:
		failed.emit("%s is not an address." % url)


func _process(_delta: float) -> void:
	var was_open := _socket.get_ready_state() == WebSocketPeer.STATE_OPEN
	_socket.poll()
	var is_open := _socket.get_ready_state() == WebSocketPeer.STATE_OPEN
	if is_open and not was_open:
		_send(JOIN, 1, _code) # 1: all are connected to the host, and not to each other
	while _socket.get_available_packet_count() > 0:
		var message: Dictionary = JSON.parse_string(_socket.get_packet().get_string_from_utf8())
		_receive(int(message.type), int(message.id), message.data)
	if _socket.get_ready_state() == WebSocketPeer.STATE_CLOSED:
		set_process(false)
		if multiplayer.get_peers().is_empty():
			var reason := _socket.get_close_reason()
			failed.emit("The signaling server says: %s." % reason if reason != "" else "The signaling server does not answer.")


func _receive(type: int, id: int, data: String) -> void:
	match type:
		ID:
			if id == 1:
				_peer.create_server()
			else:
				_peer.create_client(id)
			multiplayer.multiplayer_peer = _peer
		JOIN:
			lobby_joined.emit(data)
		PEER_CONNECT:
			if _peer.get_peers().is_empty(): # a third is left alone
				_connect_to(id)
		PEER_DISCONNECT:
			if _peer.has_peer(id) and id not in multiplayer.get_peers():
				_peer.remove_peer(id)
		OFFER, ANSWER:
			if _peer.has_peer(id):
				_peer.get_peer(id).connection.set_remote_description("offer" if type == OFFER else "answer", data)
		CANDIDATE:
			if _peer.has_peer(id):
				var parts := data.split("\n", false)
				_peer.get_peer(id).connection.add_ice_candidate(parts[0], parts[1].to_int(), parts[2])


func _connect_to(id: int) -> void:
	var connection := WebRTCPeerConnection.new()
	connection.initialize({"iceServers": ICE_SERVERS})
	connection.session_description_created.connect(func(type: String, sdp: String) -> void:
		connection.set_local_description(type, sdp)
		_send(OFFER if type == "offer" else ANSWER, id, sdp))
	connection.ice_candidate_created.connect(func(media: String, index: int, candidate: String) -> void:
		_send(CANDIDATE, id, "\n%s\n%d\n%s" % [media, index, candidate]))
	_peer.add_peer(connection, id)
	if not multiplayer.is_server():
		connection.create_offer()


func _on_peer_connected(_id: int) -> void:
	if multiplayer.is_server():
		_send(SEAL, 0, "") # nobody else may join, and the server closes the sockets


func _send(type: int, id: int, data: String) -> void:
	_socket.send_text(JSON.stringify({"type": type, "id": id, "data": data}))
