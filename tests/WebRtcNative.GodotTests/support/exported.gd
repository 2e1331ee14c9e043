extends Node
## The game that a test exports: connects two peers, and says so.

var _pair := preload("res://support/pair.gd").new()


func _ready() -> void:
	_pair.channel_a = _pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
	_pair.channel_b = _pair.b.create_data_channel("test", {"negotiated": true, "id": 1})
	_pair.a.create_offer()


func _process(_delta: float) -> void:
	_pair.poll()
	if _pair.is_open():
		print("The exported game is connected.")
		get_tree().quit()
