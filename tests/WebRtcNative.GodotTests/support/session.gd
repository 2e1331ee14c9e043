extends RefCounted
## Processes of programs/multiplayer_peer.gd, their signaling, and what they report. At the end each has to exit with 0, without an error in its log.

## For a machine ten times slower.
const WAIT_MS := 60_000

var _server := TCPServer.new()
var _unknown: Array[PacketPeerStream] = []
var _links := {}
var _processes := {}
## By the file: whose log it is.
var _logs := {}
## By id: the other peers that each says are connected, in the order of their ids.
var connected := {}
## By id: the last report.
var reports := {}
var problems: Array = []
var refused: Array = []


func _init() -> void:
	_server.listen(0, "127.0.0.1")


func start(id: int, mode: String) -> void:
	var log_file := "/tmp/session-%d-%d.log" % [_server.get_local_port(), _logs.size()]
	_logs[log_file] = id
	_processes[id] = OS.create_process(OS.get_executable_path(), ["--headless", "--log-file", log_file,
		"--script", "res://programs/multiplayer_peer.gd", "--", str(_server.get_local_port()), str(id), mode])


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


## Ends the processes, which do so when their links end. One after the other, the server first: when several clients leave a server at once, Godot's
## SceneMultiplayer tells each that the others have left, and the log has errors of that.
func close() -> void:
	_unknown.clear()
	var ids := _processes.keys()
	ids.sort()
	for id: int in ids:
		_links.erase(id)
		_wait_for_exit(id)


## After close: all that was wrong with the processes, but no error in a log that has one of these texts.
func problems_at_end(expected_errors: Array) -> Array:
	var wrong := problems.duplicate()
	for log_file: String in _logs:
		wrong.append_array(_errors_in(log_file, expected_errors))
	return wrong


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


func _wait_for_exit(id: int) -> void:
	var begin := Time.get_ticks_msec()
	while OS.is_process_running(_processes[id]) and Time.get_ticks_msec() - begin < WAIT_MS:
		OS.delay_msec(1)
	if OS.is_process_running(_processes[id]):
		OS.kill(_processes[id])
		problems.append("process %d did not end" % id)
	elif OS.get_process_exit_code(_processes[id]) != 0:
		problems.append("process %d ended with %d" % [id, OS.get_process_exit_code(_processes[id])])


func _errors_in(log_file: String, expected: Array) -> Array:
	var said := FileAccess.get_file_as_string(log_file)
	DirAccess.remove_absolute(log_file)
	if not said.contains("Godot Engine"):
		return ["process %d has no log" % _logs[log_file]]
	return Array(said.split("\n")).filter(func(line: String) -> bool:
		return line.contains("ERROR") and not expected.any(func(text: String) -> bool: return line.contains(text))
		).map(func(line: String) -> String: return "process %d: %s" % [_logs[log_file], line])
