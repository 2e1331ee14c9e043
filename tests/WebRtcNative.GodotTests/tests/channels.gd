extends "res://support/test.gd"
## Packets, and the life of a channel.

const SIZES := [1, 2, 3, 15, 16, 17, 255, 256, 1199, 1200, 1201, 4096, 16383, 16384, 16385, 65535, 65536, 65537, 131072, 262143, 262144]


func test_binary_packets_of_all_sizes_arrive_as_they_are() -> void:
	var made := await open_pair()
	for size: int in SIZES:
		var packet := _bytes(size)
		equal(made.channel_a.put_packet(packet), OK, "put_packet of %d" % size)
		await until(func() -> bool: return made.channel_b.get_available_packet_count() == 1, "%d bytes" % size)
		equal(made.channel_b.get_packet(), packet, "packet of %d" % size)
		equal(made.channel_b.was_string_packet(), false)
		equal(made.channel_b.get_packet_error(), OK)


func test_text_arrives_as_text_with_nul_inside() -> void:
	var made := await open_pair()
	made.channel_a.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT
	equal(made.channel_a.write_mode, WebRTCDataChannel.WRITE_MODE_TEXT)
	for packet: PackedByteArray in ["plain".to_utf8_buffer(), "Grüße 🎲".to_utf8_buffer(), PackedByteArray([65, 0, 66]), PackedByteArray([0]), "x".repeat(200_000).to_utf8_buffer()]:
		equal(made.channel_a.put_packet(packet), OK)
		await until(func() -> bool: return made.channel_b.get_available_packet_count() == 1, "text")
		equal(made.channel_b.get_packet(), packet)
		equal(made.channel_b.was_string_packet(), true)
	made.channel_a.write_mode = WebRTCDataChannel.WRITE_MODE_BINARY
	made.channel_a.put_packet(PackedByteArray([1]))
	await until(func() -> bool: return made.channel_b.get_available_packet_count() == 1, "binary")
	made.channel_b.get_packet()
	equal(made.channel_b.was_string_packet(), false)


func test_text_that_is_not_utf8_is_refused() -> void:
	var made := await open_pair()
	made.channel_a.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT
	equal(made.channel_a.put_packet(PackedByteArray([0xC3, 0x28])), ERR_INVALID_PARAMETER)
	logged(["UTF-8"])
	made.channel_a.write_mode = WebRTCDataChannel.WRITE_MODE_BINARY
	equal(made.channel_a.put_packet(PackedByteArray([0xC3, 0x28])), OK)
	made.channel_a.write_mode = 7
	logged(["7"])
	equal(made.channel_a.write_mode, WebRTCDataChannel.WRITE_MODE_BINARY)


func test_packets_keep_their_order_and_bounds() -> void:
	var made := await open_pair()
	for i in 1000:
		made.channel_a.put_packet(_bytes(1 + i % 50, i))
	await until(func() -> bool: return made.channel_b.get_available_packet_count() == 1000, "all")
	for i in 1000:
		if not equal(made.channel_b.get_packet(), _bytes(1 + i % 50, i), "packet %d" % i):
			return
	equal(made.channel_b.get_available_packet_count(), 0)


func test_no_packet_is_an_error_without_a_word() -> void:
	var made := await open_pair()
	equal(made.channel_b.get_packet(), PackedByteArray())
	equal(made.channel_b.get_packet_error(), ERR_UNAVAILABLE)
	logged([])


func test_variants_go_through() -> void:
	var made := await open_pair()
	var value := {"position": Vector3(1, 2, 3), "name": "Ü", "list": [1, 2.5, null]}
	equal(made.channel_a.put_var(value), OK)
	await until(func() -> bool: return made.channel_b.get_available_packet_count() == 1, "the variant")
	equal(made.channel_b.get_var(), value)


func test_put_packet_before_open_and_after_close() -> void:
	var made := pair()
	made.channel_a = made.a.create_data_channel("test", {"negotiated": true, "id": 1})
	equal(made.channel_a.put_packet(_bytes(1)), ERR_UNAVAILABLE)
	logged(["not open"])
	made.a.close()
	equal(made.channel_a.put_packet(_bytes(1)), ERR_UNCONFIGURED)
	logged(["closed"])


func test_packet_over_the_limit_is_refused_and_the_channel_stays() -> void:
	var made := await open_pair()
	equal(made.channel_a.put_packet(_bytes(262145)), ERR_PARAMETER_RANGE_ERROR)
	logged(["longer than the remote peer takes"])
	equal(made.channel_a.put_packet(_bytes(10)), OK)
	await until(func() -> bool: return made.channel_b.get_available_packet_count() == 1, "the next packet")
	equal(made.channel_b.get_packet(), _bytes(10))


func test_full_buffer_is_busy_and_loses_nothing() -> void:
	var made := await open_pair()
	var sent := 0
	var packet := _bytes(262144)
	while made.channel_a.put_packet(packet) == OK and sent < 1000:
		sent += 1
	equal(made.channel_a.put_packet(packet), ERR_BUSY)
	check(made.channel_a.get_buffered_amount() > 0, "nothing is buffered")
	logged([])
	var got := [0]
	await until(func() -> bool:
		while made.channel_b.get_available_packet_count() > 0:
			if made.channel_b.get_packet() != packet:
				fail("a packet was changed")
			got[0] += 1
		return got[0] == sent, "all %d" % sent)
	await until(func() -> bool: return made.channel_a.get_buffered_amount() == 0, "the buffer is empty")


func test_received_channel_has_the_senders_options() -> void:
	var made := pair()
	made.channel_a = made.a.create_data_channel("labelled", {"ordered": false, "maxRetransmits": 2, "protocol": "proto"})
	made.a.create_data_channel("lifetime", {"maxPacketLifetime": 300})
	made.a.create_offer()
	await until(func() -> bool: return made.received_b.size() == 2, "two channels")
	var by_label := {}
	for channel in made.received_b:
		by_label[channel.get_label()] = channel
	made.channel_b = by_label["labelled"]
	await until(made.is_open, "open")
	equal([made.channel_b.is_ordered(), made.channel_b.get_max_retransmits(), made.channel_b.get_protocol(), made.channel_b.is_negotiated()],
		[false, 2, "proto", false])
	equal(made.channel_b.get_id(), made.channel_a.get_id(), "id")
	equal(by_label["lifetime"].get_max_packet_life_time(), 300)


func test_packet_is_there_when_the_channel_is_received() -> void:
	var made := pair()
	made.channel_a = made.a.create_data_channel("test")
	made.a.create_offer()
	var texts := []
	made.b.data_channel_received.connect(func(channel: WebRTCDataChannel) -> void: texts.append(channel.get_label()))
	await until(func() -> bool: return made.channel_a.get_ready_state() == WebRTCDataChannel.STATE_OPEN, "open")
	made.channel_a.put_packet("first".to_utf8_buffer())
	await until(func() -> bool: return made.received_b.size() == 1 and made.received_b[0].get_available_packet_count() == 1, "the packet")
	equal(made.received_b[0].get_packet().get_string_from_utf8(), "first")
	equal(texts, ["test"])


func test_close_tells_the_other_side_and_packets_stay_readable() -> void:
	var made := await open_pair()
	for i in 10:
		made.channel_a.put_packet(_bytes(100, i))
	made.channel_a.close()
	made.channel_a.close()
	await until(func() -> bool: return made.channel_b.get_ready_state() == WebRTCDataChannel.STATE_CLOSED, "the other side sees it")
	equal(made.channel_b.get_available_packet_count(), 10)
	for i in 10:
		equal(made.channel_b.get_packet(), _bytes(100, i))
	await until(func() -> bool: return made.channel_a.get_ready_state() == WebRTCDataChannel.STATE_CLOSED, "this side too")
	equal(made.a.get_connection_state(), WebRTCPeerConnection.STATE_CONNECTED)


func _bytes(size: int, seed := 1) -> PackedByteArray:
	var bytes := PackedByteArray()
	bytes.resize(size)
	for i in mini(size, 64): # the rest stays 0, as filling it takes GDScript too long
		bytes[i] = (seed + i * 7) & 255
	bytes[size - 1] = (seed * 31 + size) & 255
	return bytes
