extends "res://support/test.gd"
## create_data_channel: the options, and what is refused.


func test_channel_outlives_its_connection_closed() -> void:
	var channel := WebRTCPeerConnection.new().create_data_channel("label")
	equal(channel.get_ready_state(), WebRTCDataChannel.STATE_CLOSED)
	equal(channel.get_label(), "label")


func test_defaults_of_a_channel() -> void:
	var peer := WebRTCPeerConnection.new()
	var channel := peer.create_data_channel("label ü")
	equal(channel.get_class(), "WebRTCNativeDataChannel")
	equal(channel.get_label(), "label ü")
	equal(channel.get_protocol(), "")
	equal(channel.write_mode, WebRTCDataChannel.WRITE_MODE_BINARY)
	equal([channel.is_ordered(), channel.is_negotiated(), channel.was_string_packet()], [true, false, false])
	equal([channel.get_id(), channel.get_max_packet_life_time(), channel.get_max_retransmits()], [-1, -1, -1])
	equal([channel.get_buffered_amount(), channel.get_available_packet_count(), channel.get_ready_state(), channel.poll()], [0, 0, 0, OK])


func test_options_are_read_back() -> void:
	var peer := WebRTCPeerConnection.new()
	var channel := peer.create_data_channel("one", {"negotiated": true, "id": 5, "ordered": false, "maxRetransmits": 3, "protocol": "chat"})
	equal([channel.get_id(), channel.is_negotiated(), channel.is_ordered(), channel.get_max_retransmits(), channel.get_protocol()],
		[5, true, false, 3, "chat"])
	channel = peer.create_data_channel("two", {"maxPacketLifeTime": 250, "priority": "high"})
	equal([channel.get_max_packet_life_time(), channel.get_max_retransmits()], [250, -1])
	channel = peer.create_data_channel("three", {"maxPacketLifetime": 250}) # as WebRTCMultiplayerPeer writes it
	equal(channel.get_max_packet_life_time(), 250)
	channel = peer.create_data_channel("four", {"id": null, "maxRetransmits": 0, "unknown": {}})
	equal([channel.get_id(), channel.get_max_retransmits()], [-1, 0])
	channel = peer.create_data_channel("five", JSON.parse_string('{"negotiated": true, "id": 6}')) # numbers are floats
	equal(channel.get_id(), 6)
	channel = peer.create_data_channel("")
	equal(channel.get_label(), "")


func test_wrong_options_give_null() -> void:
	var peer := WebRTCPeerConnection.new()
	check(peer.create_data_channel("taken", {"negotiated": true, "id": 1}) != null, "no channel")
	for wrong: Array in [
		[{"negotiated": true}, "negotiated and id"],
		[{"id": 3}, "negotiated and id"],
		[{"negotiated": true, "id": -1}, "id must be"],
		[{"negotiated": true, "id": 65535}, "id must be"],
		[{"negotiated": true, "id": 1}, "id 1 exists"],
		[{"maxRetransmits": 1, "maxPacketLifeTime": 1}, "maxRetransmits and maxPacketLifeTime"],
		[{"maxRetransmits": -1}, "maxRetransmits must be"],
		[{"maxPacketLifeTime": 65536}, "maxPacketLifeTime must be"],
		[{"negotiated": "yes"}, "negotiated is \"yes\", not a bool"],
		[{"ordered": 1}, "ordered is 1, not a bool"],
		[{"maxRetransmits": 1.5}, "maxRetransmits is 1.5, not an integer"],
		[{"protocol": 3}, "protocol is 3, not a String"],
		[{"protocol": "x".repeat(65536)}, "protocol"],
		[{"priority": "top"}, "priority"],
	]:
		equal(peer.create_data_channel("wrong", wrong[0]), null, str(wrong[0]).left(80))
		logged([wrong[1]])
	equal(peer.create_data_channel("x".repeat(65536)), null, "label")
	logged(["label"])
	check(peer.create_data_channel("x".repeat(65535)) != null, "the longest label")


func test_only_in_state_new() -> void:
	var made := await open_pair()
	equal(made.a.create_data_channel("late"), null)
	logged(["STATE_NEW"])
	equal(made.is_open(), true)
