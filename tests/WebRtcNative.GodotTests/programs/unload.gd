extends SceneTree
## Loads the extension again and again, after connections. Ends with 0 if each time they connect, and the engine's threads end.

const EXTENSION := "res://addons/webrtcnative/webrtcnative.gdextension"
const Proc := preload("res://support/proc.gd")
const Pair := preload("res://support/pair.gd")


func _initialize() -> void:
	for round in 5:
		if not _connect():
			return _fail("round %d: not connected" % round)
		if not _has_engine():
			return _fail("the engine has no threads: %s" % [Proc.threads()])
		if GDExtensionManager.unload_extension(EXTENSION) != GDExtensionManager.LOAD_STATUS_OK:
			return _fail("not unloaded")
		if not await _until(func() -> bool: return not _has_engine()):
			return _fail("threads are left: %s" % [Proc.threads()])
		if GDExtensionManager.load_extension(EXTENSION) != GDExtensionManager.LOAD_STATUS_OK:
			return _fail("not loaded")
	quit(0)


# Nothing of it may be left when the extension is unloaded: Godot forgets the class of objects that are.
func _connect() -> bool:
	var pair := Pair.new()
	pair.channel_a = pair.a.create_data_channel("test", {"negotiated": true, "id": 1})
	pair.channel_b = pair.b.create_data_channel("test", {"negotiated": true, "id": 1})
	pair.a.create_offer()
	var begin := Time.get_ticks_msec()
	while not pair.is_open() and Time.get_ticks_msec() - begin < 60_000:
		pair.poll()
		OS.delay_msec(1)
	return pair.is_open()


func _until(condition: Callable) -> bool:
	var begin := Time.get_ticks_msec()
	while not condition.call():
		if Time.get_ticks_msec() - begin > 60_000:
			return false
		await process_frame
	return true


func _has_engine() -> bool:
	return Proc.threads().any(func(name: String) -> bool: return name.begins_with("wrtc"))


func _fail(text: String) -> void:
	printerr(text)
	quit(1)
