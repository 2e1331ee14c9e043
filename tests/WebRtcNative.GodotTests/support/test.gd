extends RefCounted
## What tests share: checks that go on, waits that poll, and errors that are expected.

const Pair := preload("res://support/pair.gd")
const ErrorLog := preload("res://support/error_log.gd")

## For a machine ten times slower.
const WAIT_MS := 60_000

var tree: SceneTree
var errors: ErrorLog
var failures := PackedStringArray()
var _polled: Array = []


func fail(text: String) -> void:
	for frame in get_stack():
		if frame.source.begins_with("res://tests/"):
			text += " (line %d)" % frame.line
			break
	failures.append(text)


func check(is_right: bool, text: String) -> bool:
	if not is_right:
		fail(text)
	return is_right


func equal(actual: Variant, expected: Variant, what := "") -> bool:
	# A call that returns no object returns an object that is null.
	var is_of_type := typeof(actual) == typeof(expected) or expected == null
	return check(is_of_type and actual == expected, "%s is %s, not %s" % [what, _show(actual), _show(expected)])


## The errors that Godot's log got since the last question: one for each part, in order.
func logged(parts: Array) -> void:
	var said := errors.take()
	var is_right := said.size() == parts.size()
	for i in mini(said.size(), parts.size()):
		is_right = is_right and said[i].contains(parts[i])
	check(is_right, "the log says %s, not %s" % [said, parts])


## Polled while the test waits.
func polled(object: Object) -> Object:
	_polled.append(object)
	return object


func until(condition: Callable, what: String) -> bool:
	var begin := Time.get_ticks_msec()
	while not condition.call():
		if Time.get_ticks_msec() - begin > WAIT_MS:
			fail("waited in vain: " + what)
			return false
		for object in _polled:
			object.poll()
		await tree.process_frame
	return true


func frames(count: int) -> void:
	for i in count:
		for object in _polled:
			object.poll()
		await tree.process_frame


## Two connections that signal to each other, polled while the test waits.
func pair() -> Pair:
	return polled(Pair.new())


## A pair with one negotiated channel on each side, both open.
func open_pair(options := {}) -> Pair:
	var made := pair()
	options.merge({"negotiated": true, "id": 1})
	made.channel_a = made.a.create_data_channel("test", options)
	made.channel_b = made.b.create_data_channel("test", options)
	equal(made.a.create_offer(), OK, "create_offer")
	await until(made.is_open, "both channels are open")
	return made


func clean_up() -> void:
	for object in _polled:
		if object.has_method("close"):
			object.close()
	_polled.clear()


func _show(value: Variant) -> String:
	var text := var_to_str(value)
	return text if text.length() < 200 else text.left(200) + "..."
