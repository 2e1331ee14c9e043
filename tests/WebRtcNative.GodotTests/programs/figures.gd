extends SceneTree
## Measures WebRTCMultiplayerPeer with the addon beside ENetMultiplayerPeer, both sides in this process, over loopback: a table in Markdown.
## Run by ./build.sh --target=Godot --figures, on a machine with nothing else to do. Argument: seconds of each measurement, 3 if left out.

const Pair := preload("res://support/pair.gd")
const Proc := preload("res://support/proc.gd")

const PORT := 9082
const IN_FLIGHT := 256
const CONNECT_MS := 60_000

var _seconds := 3.0
var _rows := {}


func _initialize() -> void:
	var arguments := OS.get_cmdline_user_args()
	if not arguments.is_empty():
		_seconds = arguments[0].to_float()
	for make: Callable in [_web_rtc, _enet]:
		for count: int in [1, 16, 64]:
			if not await _measure(make, count):
				print("FAILED: %s with %d connections" % [make.get_method(), count])
				return quit(1)
	print("| | WebRTC | ENet |\n|---|---|---|")
	for row: String in _rows:
		print("| %s | %s | %s |" % [row, _rows[row][0], _rows[row][1]])
	quit(0)


## The server is the first of the peers.
func _measure(make: Callable, count: int) -> bool:
	var memory := Proc.resident()
	var peers: Array = make.call(count)
	var connected := [0]
	peers[0].peer_connected.connect(func(_id: int) -> void: connected[0] += 1)
	var begin := Time.get_ticks_msec()
	while connected[0] < count or peers.slice(1).any(_is_connecting):
		if Time.get_ticks_msec() - begin > CONNECT_MS:
			return false
		_poll(peers)
		await process_frame
	if count == 1:
		for bytes: int in [64, 1200]:
			_add("reliable packets a second, %d bytes" % bytes, "%d", _packets_a_second(peers, bytes))
		_add("round trip, 64 bytes, polled without a pause", "%.0f µs", _round_trip_us(peers))
	_add("poll in a frame, %d idle connections" % count, "%.1f µs", await _poll_us(peers))
	if count == 64:
		_add("memory for one side of a connection", "%.0f KiB", (Proc.resident() - memory) / 1024.0 / (2 * count))
	for peer: MultiplayerPeer in peers:
		peer.close()
	return true


func _web_rtc(count: int) -> Array:
	var peers := [WebRTCMultiplayerPeer.new()]
	peers[0].create_server()
	for id in range(2, count + 2):
		var client := WebRTCMultiplayerPeer.new()
		client.create_client(id)
		var pair := Pair.new()
		peers[0].add_peer(pair.a, id)
		client.add_peer(pair.b, 1)
		pair.a.create_offer()
		peers.append(client)
	return peers


func _enet(count: int) -> Array:
	var peers := [ENetMultiplayerPeer.new()]
	peers[0].create_server(PORT, count)
	for i in count:
		var client := ENetMultiplayerPeer.new()
		client.create_client("127.0.0.1", PORT)
		peers.append(client)
	return peers


func _is_connecting(peer: MultiplayerPeer) -> bool:
	return peer.get_connection_status() != MultiplayerPeer.CONNECTION_CONNECTED


func _packets_a_second(peers: Array, bytes: int) -> float:
	var packet := PackedByteArray()
	packet.resize(bytes)
	var sent := 0
	var received := 0
	var begin := Time.get_ticks_usec()
	while _since(begin) < _seconds:
		while sent - received < IN_FLIGHT and peers[0].put_packet(packet) == OK:
			sent += 1
		_poll(peers)
		received += _take(peers[1])
	var rate := received / _since(begin)
	while received < sent:
		_poll(peers)
		received += _take(peers[1])
	return rate


func _round_trip_us(peers: Array) -> float:
	var packet := PackedByteArray()
	packet.resize(64)
	var count := 0
	var begin := Time.get_ticks_usec()
	while _since(begin) < _seconds:
		for i in 2:
			peers[i].put_packet(packet)
			while _take(peers[1 - i]) == 0:
				_poll(peers)
		count += 1
	return _since(begin) * 1e6 / count


## Of the server alone, once in each frame of a game.
func _poll_us(peers: Array) -> float:
	Engine.max_fps = 60
	var spent := 0
	var frames := 0
	var begin := Time.get_ticks_usec()
	while _since(begin) < _seconds:
		await process_frame
		var before := Time.get_ticks_usec()
		peers[0].poll()
		spent += Time.get_ticks_usec() - before
		frames += 1
		_poll(peers.slice(1))
	Engine.max_fps = 0
	return float(spent) / frames


func _poll(peers: Array) -> void:
	for peer: MultiplayerPeer in peers:
		peer.poll()


func _take(peer: MultiplayerPeer) -> int:
	var count := peer.get_available_packet_count()
	for i in count:
		peer.get_packet()
	return count


func _since(begin_us: int) -> float:
	return (Time.get_ticks_usec() - begin_us) / 1e6


func _add(row: String, form: String, value: float) -> void:
	_rows.get_or_add(row, []).append(form % value)
