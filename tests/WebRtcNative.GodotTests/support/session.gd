extends RefCounted
## Processes of programs/multiplayer_peer.gd, their signaling, and what they report.

var _server := TCPServer.new()
var _unknown: Array[PacketPeerStream] = []
var _links := {}
var _processes := {}
## By id: the other peers that each says are connected, in the order of their ids.
var connected := {}
## By id: the last report.
var reports := {}
var problems: Array = []
var refused: Array = []


func _init() -> void:
	_server.listen(0, "127.0.0.1")


func start(id: int, mode: String) -> void:
	_processes[id] = OS.create_process(OS.get_executable_path(), ["--headless", "--script", "res://programs/multiplayer_peer.gd", "--",
		str(_server.get_local_port()), str(id), mode])


func is_there(id: int) -> bool:
	return _links.has(id)


## The first makes the offer.
func introduce(a: int, b: int) -> void:
	tell(b, ["meet", a, false])
	tell(a, ["meet", b, true])


func tell(id: int, message: Array) -> void:
	_links[id].put_var(message)


func tell_all(message: Array) -> void:
	for id: int in _links:
		tell(id, message)


func kill(id: int) -> void:
	OS.kill(_processes[id])
	_processes.erase(id)
	_links.erase(id)
	connected.erase(id)


func close() -> void:
	for id: int in _processes:
		OS.kill(_processes[id])
	_links.clear()


func poll() -> void:
	while _server.is_connection_available():
		var link := PacketPeerStream.new()
		link.input_buffer_max_size = 1 << 20
		link.output_buffer_max_size = 1 << 20
		link.stream_peer = _server.take_connection()
		_unknown.append(link)
	for link in _unknown.duplicate():
		link.stream_peer.poll()
		if link.get_available_packet_count() > 0:
			var id: int = link.get_var()[1]
			_links[id] = link
			connected[id] = []
			_unknown.erase(link)
	for id: int in _links.keys():
		_links[id].stream_peer.poll()
		while _links.has(id) and _links[id].get_available_packet_count() > 0:
			_receive(id, _links[id].get_var())


func _receive(from: int, message: Array) -> void:
	match message:
		["connected", var id]:
			connected[from].append(id)
			connected[from].sort()
		["disconnected", var id]: connected[from].erase(id)
		["report", var report]: reports[from] = report
		["refused", var id]: refused.append([from, id])
		["error", ..]: problems.append([from, message])
		[_, var to, ..] when _links.has(to): tell(to, [message[0], from] + message.slice(2))
