extends SceneTree
## Whether packets allocate managed memory. The test that starts it has the collector wait for gigabytes (DOTNET_GCgen0size), so that nothing is
## collected: each object that a call makes stays, and the resident memory grows by it.
## Says the least growth of some rounds: of CALLS packets, and of CALLS calls that make an object of about 32 bytes each, as a measure of the measure.

const Pair := preload("res://support/pair.gd")
const Proc := preload("res://support/proc.gd")
const CALLS := 20_000
const ROUNDS := 5
## Packets on their way at a time.
const BATCH := 50

var _pair := Pair.new()
var _packet := PackedByteArray()
var _carried := 0


func _initialize() -> void:
	_packet.resize(512)
	_pair.channel_a = _pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
	_pair.channel_b = _pair.b.create_data_channel("test", {"negotiated": true, "id": 1})
	_pair.a.create_offer()
	while not _pair.is_open():
		_pair.poll()
	_carry() # the engine's buffers and the library's lists have their size then
	var packets := _least_growth(_carry)
	print("packets %d %d" % [_carried, packets])
	print("labels %d" % _least_growth(_ask_label))
	quit(0)


func _least_growth(work: Callable) -> int:
	var least := 1 << 60
	for round in ROUNDS:
		var before := Proc.resident()
		work.call()
		least = mini(least, Proc.resident() - before)
	return least


func _carry() -> void:
	for batch in CALLS / BATCH:
		for i in BATCH:
			_pair.channel_a.put_packet(_packet)
		var received := 0
		while received < BATCH:
			_pair.poll()
			while _pair.channel_b.get_available_packet_count() > 0:
				_carried += int(_pair.channel_b.get_packet().size() == 512)
				received += 1


# The label is made anew for each call: as bytes for Godot.
func _ask_label() -> void:
	for i in CALLS:
		_pair.channel_a.get_label()
