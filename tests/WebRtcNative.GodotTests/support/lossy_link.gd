extends RefCounted
## A network between two connections that loses some of its datagrams: candidates are exchanged as if each side were here.

var loss := 0.0
var lost := 0
var _random := RandomNumberGenerator.new()
# What stands for each side, and where that side is.
var _sockets: Array[PacketPeerUDP] = [PacketPeerUDP.new(), PacketPeerUDP.new()]
var _ports: Array[int] = [0, 0]


func _init(from: WebRTCPeerConnection, to: WebRTCPeerConnection) -> void:
	_random.seed = 1
	for socket in _sockets:
		socket.bind(0, "127.0.0.1", 1 << 20)
	_connect(from, to, 0)
	_connect(to, from, 1)


func poll() -> void:
	for side in 2:
		while _sockets[side].get_available_packet_count() > 0:
			var datagram := _sockets[side].get_packet()
			if _random.randf() < loss:
				lost += 1
			elif _ports[side] != 0:
				_sockets[1 - side].set_dest_address("127.0.0.1", _ports[side])
				_sockets[1 - side].put_packet(datagram)


func _connect(from: WebRTCPeerConnection, to: WebRTCPeerConnection, side: int) -> void:
	from.session_description_created.connect(from.set_local_description)
	from.session_description_created.connect(to.set_remote_description)
	from.ice_candidate_created.connect(func(media: String, index: int, name: String) -> void:
		var parts := name.split(" ")
		if parts.size() > 5 and parts[2].to_lower() == "udp" and parts[4] == "127.0.0.1" and _ports[side] == 0:
			_ports[side] = parts[5].to_int()
			parts[5] = str(_sockets[side].get_local_port())
			to.add_ice_candidate(media, index, " ".join(parts)))
