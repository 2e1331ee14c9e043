extends "res://support/test.gd"
## Offers, answers, candidates.


func test_offer_needs_a_channel() -> void:
	var peer := WebRTCPeerConnection.new()
	equal(peer.create_offer(), FAILED)
	logged(["data channel"])
	peer.create_data_channel("test")
	equal(peer.create_offer(), OK)


func test_offer_needs_state_new() -> void:
	var made := await open_pair()
	equal(made.a.create_offer(), FAILED)
	logged(["STATE_NEW"])


func test_offer_comes_in_a_poll() -> void:
	var peer: WebRTCPeerConnection = WebRTCPeerConnection.new()
	var offers := []
	peer.session_description_created.connect(func(type: String, sdp: String) -> void: offers.append([type, sdp]))
	peer.create_data_channel("test")
	peer.create_offer()
	for i in 20:
		await tree.process_frame
	equal(offers, [])
	polled(peer)
	await until(func() -> bool: return not offers.is_empty(), "an offer")
	equal(offers[0][0], "offer")
	check(offers[0][1].begins_with("v=0"), "no SDP")
	await frames(20)
	equal(offers.size(), 1, "offers")
	equal(peer.get_signaling_state(), WebRTCPeerConnection.SIGNALING_STATE_STABLE)


func test_wrong_descriptions_are_refused() -> void:
	var peer := WebRTCPeerConnection.new()
	for call: Callable in [peer.set_local_description, peer.set_remote_description]:
		equal(call.call("nonsense", "v=0"), ERR_INVALID_PARAMETER, "type")
		logged(["nonsense"])
		equal(call.call("offer", "nonsense"), ERR_INVALID_PARAMETER, "SDP")
		logged(["cannot be parsed"])
	equal(peer.get_connection_state(), WebRTCPeerConnection.STATE_NEW)


func test_failure_that_comes_later_is_said_in_the_log() -> void:
	var made := await open_pair()
	var offers := []
	var third := WebRTCPeerConnection.new()
	polled(third)
	third.session_description_created.connect(func(type: String, sdp: String) -> void: offers.append(sdp))
	third.create_data_channel("test")
	third.create_offer()
	await until(func() -> bool: return not offers.is_empty(), "an offer")
	# An answer to nothing.
	equal(made.a.set_remote_description("answer", offers[0].replace("a=setup:actpass", "a=setup:active")), OK)
	await until(func() -> bool: return errors.count() > 0, "an error in the log")
	logged(["set_remote_description"])
	equal(made.is_open(), true)


func test_candidates_before_the_description_are_kept() -> void:
	var a: WebRTCPeerConnection = polled(WebRTCPeerConnection.new())
	var b: WebRTCPeerConnection = polled(WebRTCPeerConnection.new())
	var description := []
	var count := [0]
	a.session_description_created.connect(a.set_local_description)
	a.session_description_created.connect(func(type: String, sdp: String) -> void: description.assign([type, sdp]))
	a.ice_candidate_created.connect(func(media: String, index: int, name: String) -> void:
		count[0] += 1
		equal(b.add_ice_candidate(media, index, name), OK))
	b.session_description_created.connect(b.set_local_description)
	b.session_description_created.connect(a.set_remote_description)
	var channel_a := a.create_data_channel("test", {"negotiated": true, "id": 1})
	var channel_b := b.create_data_channel("test", {"negotiated": true, "id": 1})
	a.create_offer()
	await until(func() -> bool: return a.get_gathering_state() == WebRTCPeerConnection.GATHERING_STATE_COMPLETE, "gathered")
	check(count[0] > 0, "no candidates")
	equal(b.set_remote_description(description[0], description[1]), OK)
	await until(func() -> bool: return channel_a.get_ready_state() == 1 and channel_b.get_ready_state() == 1, "open")


func test_wrong_candidate_is_refused() -> void:
	var made := await open_pair()
	equal(made.a.add_ice_candidate("0", 0, "nonsense"), ERR_INVALID_PARAMETER)
	logged(["nonsense"])
	equal(made.a.add_ice_candidate("0", 0, ""), OK, "end of candidates")
	await frames(20)
	equal(made.is_open(), true)


func test_create_offer_by_one_side_connects_both() -> void:
	var made := pair()
	made.channel_a = made.a.create_data_channel("test")
	made.a.create_offer()
	await until(func() -> bool: return not made.received_b.is_empty(), "a channel is received")
	made.channel_b = made.received_b[0]
	await until(made.is_open, "both are open")
	equal(made.channel_b.get_label(), "test")
	equal(made.received_a, [] as Array[WebRTCDataChannel])


func test_candidate_has_its_three_parts() -> void:
	var made := pair()
	var seen := []
	made.a.ice_candidate_created.connect(func(media: String, index: int, name: String) -> void: seen.append([media, index, name]))
	made.a.create_data_channel("test")
	made.a.create_offer()
	await until(func() -> bool: return not seen.is_empty(), "a candidate")
	equal(seen[0].slice(0, 2), ["0", 0])
	check(seen[0][2].begins_with("candidate:"), seen[0][2])
