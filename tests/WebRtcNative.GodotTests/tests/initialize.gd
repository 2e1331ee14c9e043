extends "res://support/test.gd"
## initialize: the W3C's dictionary.


func test_whole_dictionary_is_taken() -> void:
	var peer := WebRTCPeerConnection.new()
	for configuration: Dictionary in [
		{},
		{"iceServers": []},
		{"iceServers": [{"urls": "stun:127.0.0.1:9"}]},
		{"iceServers": [{"urls": ["stun:127.0.0.1:9", "turn:127.0.0.1:9?transport=tcp"], "username": "name \"ü\"", "credential": "secret\\\n"}]},
		{"iceServers": [{"urls": PackedStringArray(["stun:127.0.0.1:9"]), "username": null}]},
		{"iceTransportPolicy": "relay", "bundlePolicy": "max-bundle", "iceCandidatePoolSize": 2},
		{"certificates": []},
		{"certificates": null},
		{&"iceTransportPolicy": &"all", "unknown": Vector2(1, 2)},
	]:
		equal(peer.initialize(configuration), OK, str(configuration))
		equal(peer.get_connection_state(), WebRTCPeerConnection.STATE_NEW)


func test_wrong_dictionary_is_refused_and_the_connection_stays() -> void:
	var peer := WebRTCPeerConnection.new()
	var channel := peer.create_data_channel("stays")
	for wrong: Array in [
		[{"iceServers": 3}, "iceServers"],
		[{"iceServers": [3]}, "iceServers"],
		[{"iceServers": [{}]}, "urls"],
		[{"iceServers": [{"urls": 3}]}, "urls"],
		[{"iceServers": [{"urls": "http://127.0.0.1"}]}, "http"],
		[{"iceServers": [{"urls": "turn:127.0.0.1"}]}, "credential"],
		[{"iceTransportPolicy": "none"}, "iceTransportPolicy"],
		[{"bundlePolicy": 1}, "bundlePolicy"],
		[{"iceCandidatePoolSize": -1}, "iceCandidatePoolSize"],
		[{"iceCandidatePoolSize": 1.5}, "iceCandidatePoolSize"],
		[{"certificates": [X509Certificate.new()]}, "certificates cannot be given"],
		[{"certificates": "PEM"}, "certificates cannot be given"],
	]:
		equal(peer.initialize(wrong[0]), ERR_INVALID_PARAMETER, str(wrong[0]))
		logged([wrong[1]])
	equal(channel.get_ready_state(), WebRTCDataChannel.STATE_CONNECTING)
	equal(peer.create_offer(), OK)


func test_initialize_closes_the_connection_and_its_channels() -> void:
	var made := await open_pair()
	equal(made.a.initialize(), OK)
	equal(made.channel_a.get_ready_state(), WebRTCDataChannel.STATE_CLOSED)
	equal(made.a.get_connection_state(), WebRTCPeerConnection.STATE_NEW)
	await until(func() -> bool: return made.channel_b.get_ready_state() == WebRTCDataChannel.STATE_CLOSED, "the other side sees the end")
	equal(made.b.initialize(), OK)
	made.channel_a = made.a.create_data_channel("again", {"negotiated": true, "id": 7})
	made.channel_b = made.b.create_data_channel("again", {"negotiated": true, "id": 7})
	equal(made.b.create_offer(), OK)
	await until(made.is_open, "open again")


func test_policy_relay_without_servers_gives_no_candidates() -> void:
	var peer: WebRTCPeerConnection = polled(WebRTCPeerConnection.new())
	var candidates := []
	equal(peer.initialize({"iceTransportPolicy": "relay"}), OK)
	peer.session_description_created.connect(peer.set_local_description)
	peer.ice_candidate_created.connect(func(_media: String, _index: int, name: String) -> void: candidates.append(name))
	peer.create_data_channel("test")
	peer.create_offer()
	await until(func() -> bool: return peer.get_gathering_state() == WebRTCPeerConnection.GATHERING_STATE_COMPLETE, "gathered")
	equal(candidates.filter(func(name: String) -> bool: return not name.is_empty()), [])
