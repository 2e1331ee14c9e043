extends "res://support/test.gd"
## Objects that are freed, closed or made at hostile moments.

const Proc := preload("res://support/proc.gd")


func test_free_without_close_tells_the_other_side() -> void:
	var made := await open_pair()
	made.channel_a = null
	made.a = WebRTCPeerConnection.new()
	await until(func() -> bool: return made.channel_b.get_ready_state() == WebRTCDataChannel.STATE_CLOSED, "the other side sees the end")


func test_channel_needs_no_reference() -> void:
	var made := await open_pair()
	made.channel_a = null
	await frames(50)
	equal(made.channel_b.get_ready_state(), WebRTCDataChannel.STATE_OPEN)


func test_free_inside_each_signal() -> void:
	for name: String in ["session_description_created", "ice_candidate_created", "data_channel_received"]:
		var made := pair()
		var calls := [0]
		var free_it := func(_a = null, _b = null, _c = null) -> void:
			calls[0] += 1
			made.b = WebRTCPeerConnection.new()
		made.b.connect(name, free_it)
		made.channel_a = made.a.create_data_channel("test")
		made.a.create_offer()
		await until(func() -> bool: return calls[0] > 0, name)
		await frames(20)
		equal(calls[0], 1, name)
		made.close()
		_polled.clear()


func test_free_of_the_last_reference_while_it_polls() -> void:
	var holder := {"peer": WebRTCPeerConnection.new()}
	var calls := [0]
	holder.peer.session_description_created.connect(func(_type: String, _sdp: String) -> void:
		calls[0] += 1
		holder.erase("peer"))
	holder.peer.create_data_channel("test")
	holder.peer.create_offer()
	await until(func() -> bool:
		if holder.has("peer"):
			holder.peer.poll()
		return calls[0] > 0, "the offer")
	equal(holder, {})


func test_close_and_initialize_inside_each_signal() -> void:
	for name: String in ["session_description_created", "ice_candidate_created", "data_channel_received"]:
		for method: String in ["close", "initialize"]:
			var made := pair()
			var calls := [0]
			made.b.connect(name, func(_a = null, _b = null, _c = null) -> void:
				calls[0] += 1
				made.b.call(method))
			made.channel_a = made.a.create_data_channel("test")
			made.a.create_offer()
			await until(func() -> bool: return calls[0] > 0, name)
			await frames(20)
			equal(calls[0], 1, name)
			equal(made.b.get_connection_state(), WebRTCPeerConnection.STATE_CLOSED if method == "close" else WebRTCPeerConnection.STATE_NEW)
			errors.take() # of candidates for the closed one
			made.close()
			_polled.clear()


func test_poll_inside_a_signal() -> void:
	var made := pair()
	made.b.session_description_created.connect(func(_type: String, _sdp: String) -> void: made.b.poll())
	made.channel_a = made.a.create_data_channel("test")
	made.a.create_offer()
	await until(func() -> bool: return not made.received_b.is_empty(), "the channel")


func test_ten_thousand_objects() -> void:
	var before := Performance.get_monitor(Performance.OBJECT_COUNT)
	var memory := 0
	for i in 10_000:
		var peer := WebRTCPeerConnection.new()
		if peer.get_connection_state() != WebRTCPeerConnection.STATE_NEW or peer.create_data_channel("test") == null:
			fail("object %d" % i)
			return
		if i % 100 == 0:
			await tree.process_frame
		if i == 2000:
			memory = Proc.resident()
	check(Performance.get_monitor(Performance.OBJECT_COUNT) - before < 10, "objects are left")
	check(Proc.resident() - memory < 50_000_000, "resident memory: %d, then %d" % [memory, Proc.resident()])


func test_memory_does_not_grow_with_connections() -> void:
	var memory := PackedInt64Array()
	for round in 6:
		for i in 10:
			var made := await open_pair()
			made.channel_a.put_packet("hello".to_utf8_buffer())
			made.close()
			_polled.clear()
		memory.append(Proc.resident())
	# The first rounds fill what is kept for later.
	check(memory[0] > 0 and memory[5] - memory[2] < 20_000_000, "resident memory: %s" % memory)


func test_many_channels_without_a_reference_stay() -> void:
	var made := Pair.new()
	polled(made)
	for i in 200:
		made.a.create_data_channel("many", {"negotiated": true, "id": i})
	made.channel_a = made.a.create_data_channel("last", {"negotiated": true, "id": 200})
	made.channel_b = made.b.create_data_channel("last", {"negotiated": true, "id": 200})
	var first: WebRTCDataChannel = made.b.create_data_channel("first", {"negotiated": true, "id": 0})
	equal(made.a.create_data_channel("again", {"negotiated": true, "id": 0}), null)
	logged(["id 0 exists"])
	made.a.create_offer()
	await until(made.is_open, "the last channel is open")
	await until(func() -> bool: return first.get_ready_state() == WebRTCDataChannel.STATE_OPEN, "the first channel is open")
	equal(first.put_packet("to the first".to_utf8_buffer()), OK)


func test_scene_that_reloads_in_a_loop() -> void:
	for i in 20:
		var scene := preload("res://support/reloaded.tscn")
		equal(tree.change_scene_to_packed(scene), OK)
		await until(func() -> bool: return tree.current_scene != null and tree.current_scene.is_busy(), "packets are on their way")
	tree.unload_current_scene()
	await tree.process_frame


func test_call_from_other_threads() -> void:
	var threads: Array[Thread] = []
	for i in 4:
		threads.append(Thread.new())
		threads[i].start(_connect_in_a_thread)
	await until(func() -> bool: return threads.all(func(thread: Thread) -> bool: return not thread.is_alive()), "the threads end")
	for thread in threads:
		equal(thread.wait_to_finish(), true)


func test_unload_and_load_again() -> void:
	_run_program("unload.gd")


func test_reload_in_the_editor_with_live_objects() -> void:
	_run_program("reload.gd", ["--editor"])


func test_quit_with_live_connections() -> void:
	for i in 10:
		_run_program("quit_alive.gd")


func _connect_in_a_thread() -> bool:
	for i in 3:
		var made := Pair.new()
		made.channel_a = made.a.create_data_channel("test", {"negotiated": true, "id": 1})
		made.channel_b = made.b.create_data_channel("test", {"negotiated": true, "id": 1})
		made.a.create_offer()
		var begin := Time.get_ticks_msec()
		while not made.is_open():
			made.poll()
			OS.delay_msec(1)
			if Time.get_ticks_msec() - begin > WAIT_MS:
				return false
	return true


func _run_program(name: String, options: Array = []) -> void:
	var said := []
	var code := OS.execute(OS.get_executable_path(), ["--headless"] + options + ["--script", "res://programs/" + name], said, true)
	check(code == 0, "%s ended with %d: %s" % [name, code, said])
