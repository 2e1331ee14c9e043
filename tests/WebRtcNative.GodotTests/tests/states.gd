extends "res://support/test.gd"
## New objects, their defaults, and the states that a connection goes through: the addon's values are compared with Godot's constants.

const LossyLink := preload("res://support/lossy_link.gd")


func test_new_gives_our_class() -> void:
	equal(WebRTCPeerConnection.new().get_class(), "WebRTCNativePeerConnection")
	check(ClassDB.is_parent_class("WebRTCNativePeerConnection", "WebRTCPeerConnection"), "not a WebRTCPeerConnection")
	check(ClassDB.is_parent_class("WebRTCNativeDataChannel", "WebRTCDataChannel"), "not a WebRTCDataChannel")


func test_new_connection_is_usable_without_initialize() -> void:
	var peer := WebRTCPeerConnection.new()
	equal(peer.get_connection_state(), WebRTCPeerConnection.STATE_NEW)
	equal(peer.get_gathering_state(), WebRTCPeerConnection.GATHERING_STATE_NEW)
	equal(peer.get_signaling_state(), WebRTCPeerConnection.SIGNALING_STATE_STABLE)
	equal(peer.poll(), OK)
	check(peer.create_data_channel("first") != null, "no channel")
	equal(peer.create_offer(), OK)


func test_closed_connection_says_so_and_initialize_revives_it() -> void:
	var peer := WebRTCPeerConnection.new()
	peer.close()
	peer.close()
	equal(peer.get_connection_state(), WebRTCPeerConnection.STATE_CLOSED)
	equal(peer.get_signaling_state(), WebRTCPeerConnection.SIGNALING_STATE_CLOSED)
	equal(peer.poll(), ERR_UNCONFIGURED, "poll")
	logged([])
	equal(peer.create_data_channel("late"), null)
	logged(["closed"])
	equal(peer.create_offer(), ERR_UNCONFIGURED, "create_offer")
	logged(["closed"])
	equal(peer.set_local_description("offer", ""), ERR_UNCONFIGURED, "set_local_description")
	logged(["closed"])
	equal(peer.set_remote_description("offer", ""), ERR_UNCONFIGURED, "set_remote_description")
	logged(["closed"])
	equal(peer.add_ice_candidate("0", 0, ""), ERR_UNCONFIGURED, "add_ice_candidate")
	logged(["closed"])
	equal(peer.initialize(), OK)
	equal(peer.get_connection_state(), WebRTCPeerConnection.STATE_NEW)
	check(peer.create_data_channel("again") != null, "no channel")


# Each state is waited for while nothing can lead to the next one: a poll may pass two states.
func test_connection_goes_through_every_state() -> void:
	var a: WebRTCPeerConnection = polled(WebRTCPeerConnection.new())
	var b: WebRTCPeerConnection = polled(WebRTCPeerConnection.new())
	var link: LossyLink = polled(LossyLink.new(a, b))
	link.loss = 1.0
	a.create_data_channel("test")
	equal(a.get_connection_state(), WebRTCPeerConnection.STATE_NEW)
	equal(a.create_offer(), OK)
	await _until_state(a, WebRTCPeerConnection.STATE_CONNECTING)
	link.loss = 0.0
	await _until_state(a, WebRTCPeerConnection.STATE_CONNECTED)
	await _until_state(b, WebRTCPeerConnection.STATE_CONNECTED)
	link.loss = 1.0
	await _until_state(a, WebRTCPeerConnection.STATE_DISCONNECTED)
	await _until_state(a, WebRTCPeerConnection.STATE_FAILED)
	a.close()
	equal(a.get_connection_state(), WebRTCPeerConnection.STATE_CLOSED)


# It lasts until the STUN server has answered, which is here.
func test_gathering_goes_through_every_state() -> void:
	var server := PacketPeerUDP.new()
	server.bind(0, "127.0.0.1")
	var peer: WebRTCPeerConnection = polled(WebRTCPeerConnection.new())
	equal(peer.initialize({"iceServers": [{"urls": "stun:127.0.0.1:%d" % server.get_local_port()}]}), OK)
	peer.session_description_created.connect(peer.set_local_description)
	peer.create_data_channel("test")
	equal(peer.get_gathering_state(), WebRTCPeerConnection.GATHERING_STATE_NEW)
	equal(peer.create_offer(), OK)
	await until(func() -> bool: return server.get_available_packet_count() > 0, "the server is asked")
	await until(func() -> bool: return peer.get_gathering_state() == WebRTCPeerConnection.GATHERING_STATE_GATHERING, "gathering")
	await until(func() -> bool:
		_refuse_binding(server)
		return peer.get_gathering_state() == WebRTCPeerConnection.GATHERING_STATE_COMPLETE, "gathered")


# The answer is preliminary first.
func test_signaling_goes_through_every_state() -> void:
	var made := _pair_without_signaling()
	var sdp := {}
	made.a.session_description_created.connect(func(type: String, text: String) -> void: sdp[type] = text)
	made.b.session_description_created.connect(func(type: String, text: String) -> void: sdp[type] = text)
	equal(made.a.create_offer(), OK)
	await until(func() -> bool: return sdp.has("offer"), "an offer")
	equal(made.a.get_signaling_state(), WebRTCPeerConnection.SIGNALING_STATE_STABLE)
	equal(made.a.set_local_description("offer", sdp.offer), OK)
	await _until_signaling(made.a, WebRTCPeerConnection.SIGNALING_STATE_HAVE_LOCAL_OFFER)
	equal(made.b.set_remote_description("offer", sdp.offer), OK)
	await until(func() -> bool: return sdp.has("answer"), "an answer")
	equal(made.b.get_signaling_state(), WebRTCPeerConnection.SIGNALING_STATE_HAVE_REMOTE_OFFER)
	for type: String in ["pranswer", "answer"]:
		equal(made.b.set_local_description(type, sdp.answer), OK)
		equal(made.a.set_remote_description(type, sdp.answer), OK)
		await _until_signaling(made.b, WebRTCPeerConnection.SIGNALING_STATE_HAVE_LOCAL_PRANSWER if type == "pranswer"
			else WebRTCPeerConnection.SIGNALING_STATE_STABLE)
		await _until_signaling(made.a, WebRTCPeerConnection.SIGNALING_STATE_HAVE_REMOTE_PRANSWER if type == "pranswer"
			else WebRTCPeerConnection.SIGNALING_STATE_STABLE)
	await until(made.is_open, "both channels are open")
	made.a.close()
	equal(made.a.get_signaling_state(), WebRTCPeerConnection.SIGNALING_STATE_CLOSED)


func test_channel_goes_through_every_state() -> void:
	var made := pair()
	made.channel_a = made.a.create_data_channel("test", {"negotiated": true, "id": 1})
	made.channel_b = made.b.create_data_channel("test", {"negotiated": true, "id": 1})
	equal(made.channel_a.get_ready_state(), WebRTCDataChannel.STATE_CONNECTING)
	equal(made.channel_a.write_mode, WebRTCDataChannel.WRITE_MODE_BINARY)
	equal(made.a.create_offer(), OK)
	await until(made.is_open, "both channels are open")
	equal(made.channel_a.get_ready_state(), WebRTCDataChannel.STATE_OPEN)
	# Until the other side has closed it too.
	made.channel_a.close()
	equal(made.channel_a.get_ready_state(), WebRTCDataChannel.STATE_CLOSING)
	await until(func() -> bool: return made.channel_a.get_ready_state() == WebRTCDataChannel.STATE_CLOSED, "closed")
	await until(func() -> bool: return made.channel_b.get_ready_state() == WebRTCDataChannel.STATE_CLOSED, "the other side sees the end")


func test_close_of_a_connection_closes_its_channels_on_both_sides() -> void:
	var made := await open_pair()
	made.a.close()
	equal(made.a.get_connection_state(), WebRTCPeerConnection.STATE_CLOSED)
	equal(made.channel_a.get_ready_state(), WebRTCDataChannel.STATE_CLOSED)
	await until(func() -> bool: return made.channel_b.get_ready_state() == WebRTCDataChannel.STATE_CLOSED, "the other side sees the end")


func test_object_of_the_class_itself_works_too() -> void:
	var peer: WebRTCPeerConnection = ClassDB.instantiate("WebRTCNativePeerConnection")
	equal(peer.get_connection_state(), WebRTCPeerConnection.STATE_NEW)
	var channel: WebRTCDataChannel = ClassDB.instantiate("WebRTCNativeDataChannel")
	equal(channel.get_ready_state(), WebRTCDataChannel.STATE_CLOSED)
	equal(channel.put_packet(PackedByteArray([1])), ERR_UNCONFIGURED)
	logged(["no connection"])
	equal([channel.get_id(), channel.get_label(), channel.get_available_packet_count(), channel.poll()], [-1, "", 0, ERR_UNCONFIGURED])
	equal(channel.get_packet(), PackedByteArray())


## Two connections with a channel each, which are told of each other's candidates alone.
func _pair_without_signaling() -> Pair:
	var made := pair()
	for connection: WebRTCPeerConnection in [made.a, made.b]:
		for wired: Dictionary in connection.session_description_created.get_connections():
			connection.session_description_created.disconnect(wired.callable)
	made.channel_a = made.a.create_data_channel("test", {"negotiated": true, "id": 1})
	made.channel_b = made.b.create_data_channel("test", {"negotiated": true, "id": 1})
	return made


func _until_state(peer: WebRTCPeerConnection, state: WebRTCPeerConnection.ConnectionState) -> void:
	await until(func() -> bool: return peer.get_connection_state() == state, "connection state %d" % state)


func _until_signaling(peer: WebRTCPeerConnection, state: WebRTCPeerConnection.SignalingState) -> void:
	await until(func() -> bool: return peer.get_signaling_state() == state, "signaling state %d" % state)


## Answers STUN requests with the error 400 (RFC 8489, sections 5 and 14.8).
func _refuse_binding(server: PacketPeerUDP) -> void:
	while server.get_available_packet_count() > 0:
		var request := server.get_packet()
		server.set_dest_address(server.get_packet_ip(), server.get_packet_port())
		server.put_packet(PackedByteArray([1, 0x11, 0, 8]) + request.slice(4, 20) + PackedByteArray([0, 9, 0, 4, 0, 0, 4, 0]))
