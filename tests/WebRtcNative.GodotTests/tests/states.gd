extends "res://support/test.gd"
## New objects, their defaults, and the states that a connection goes through.


func test_new_gives_our_class() -> void:
	equal(WebRTCPeerConnection.new().get_class(), "WebRTCNativePeerConnection")
	check(ClassDB.is_parent_class("WebRTCNativePeerConnection", "WebRTCPeerConnection"), "not a WebRTCPeerConnection")
	check(ClassDB.is_parent_class("WebRTCNativeDataChannel", "WebRTCDataChannel"), "not a WebRTCDataChannel")


func test_enum_values_are_the_contracts() -> void:
	equal([WebRTCPeerConnection.STATE_NEW, WebRTCPeerConnection.STATE_CONNECTING, WebRTCPeerConnection.STATE_CONNECTED,
		WebRTCPeerConnection.STATE_DISCONNECTED, WebRTCPeerConnection.STATE_FAILED, WebRTCPeerConnection.STATE_CLOSED], [0, 1, 2, 3, 4, 5])
	equal([WebRTCPeerConnection.GATHERING_STATE_NEW, WebRTCPeerConnection.GATHERING_STATE_GATHERING,
		WebRTCPeerConnection.GATHERING_STATE_COMPLETE], [0, 1, 2])
	equal([WebRTCPeerConnection.SIGNALING_STATE_STABLE, WebRTCPeerConnection.SIGNALING_STATE_HAVE_LOCAL_OFFER,
		WebRTCPeerConnection.SIGNALING_STATE_HAVE_REMOTE_OFFER, WebRTCPeerConnection.SIGNALING_STATE_HAVE_LOCAL_PRANSWER,
		WebRTCPeerConnection.SIGNALING_STATE_HAVE_REMOTE_PRANSWER, WebRTCPeerConnection.SIGNALING_STATE_CLOSED], [0, 1, 2, 3, 4, 5])
	equal([WebRTCDataChannel.STATE_CONNECTING, WebRTCDataChannel.STATE_OPEN, WebRTCDataChannel.STATE_CLOSING,
		WebRTCDataChannel.STATE_CLOSED], [0, 1, 2, 3])
	equal([WebRTCDataChannel.WRITE_MODE_TEXT, WebRTCDataChannel.WRITE_MODE_BINARY], [0, 1])


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


func test_connection_goes_through_its_states() -> void:
	var made := pair()
	made.channel_a = made.a.create_data_channel("test", {"negotiated": true, "id": 1})
	made.channel_b = made.b.create_data_channel("test", {"negotiated": true, "id": 1})
	var seen := {"connection": [0], "gathering": [0], "signaling": [0], "channel": [0]}
	made.a.create_offer()
	await until(func() -> bool:
		_note(seen.connection, made.a.get_connection_state())
		_note(seen.gathering, made.a.get_gathering_state())
		_note(seen.signaling, made.a.get_signaling_state())
		_note(seen.channel, made.channel_a.get_ready_state())
		return made.is_open() and made.a.get_gathering_state() == WebRTCPeerConnection.GATHERING_STATE_COMPLETE
			, "open, and gathered")
	# One poll may go through two states.
	check(seen.connection in [[0, 1, 2], [0, 2]], "connection states %s" % [seen.connection])
	check(seen.signaling in [[0, 1, 0], [0]], "signaling states %s" % [seen.signaling])
	equal(seen.channel, [0, 1], "channel states")
	equal(seen.gathering.back(), 2, "gathering state")
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


func _note(states: Array, state: int) -> void:
	if states.back() != state:
		states.append(state)
