extends Node
## A scene with a pair of its own, which sends packets in each frame once it is connected.

var _pair := preload("res://support/pair.gd").new()
var _packet := PackedByteArray()


func _ready() -> void:
	_packet.resize(200_000)
	_pair.channel_a = _pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
	_pair.channel_b = _pair.b.create_data_channel("test", {"negotiated": true, "id": 1})
	_pair.a.create_offer()


func _process(_delta: float) -> void:
	_pair.poll()
	if _pair.is_open():
		_pair.channel_a.put_packet(_packet)


## Connected, with packets of which some were received and none was fetched.
func is_busy() -> bool:
	return _pair.is_open() and _pair.channel_b.get_available_packet_count() > 0
