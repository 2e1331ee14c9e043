extends SceneTree
## Runs every function test_* of the scripts in tests/. The last line has the counts, and the exit code is 1 if a test failed.
##   godot --headless --script res://run.gd [-- PART_OF_A_NAME]...

const ErrorLog := preload("res://support/error_log.gd")

## A test that never ends is a failure after this time, which is for a machine ten times slower.
const LIMIT_MS := 300_000

var _errors := ErrorLog.new()
var _passed := 0
var _failed := 0


func _initialize() -> void:
	Engine.max_fps = 1000
	OS.add_logger(_errors)
	for file in DirAccess.get_files_at("res://tests"):
		if file.ends_with(".gd"):
			await _run_file(file)
	print("%d passed, %d failed" % [_passed, _failed])
	quit(0 if _failed == 0 and _passed > 0 else 1)


func _run_file(file: String) -> void:
	var script: GDScript = load("res://tests/" + file)
	if not script.can_instantiate():
		_say(file, PackedStringArray(["the script has errors"]), 0)
		return
	for method in script.get_script_method_list():
		var name := "%s %s" % [file.get_basename(), method.name]
		if method.name.begins_with("test_") and _is_wanted(name):
			await _run_test(name, script.new(), method.name)


func _run_test(name: String, suite: RefCounted, method: String) -> void:
	suite.tree = self
	suite.errors = _errors
	_errors.take()
	var begin := Time.get_ticks_msec()
	var is_over := [false]
	_call(suite, method, is_over)
	while not is_over[0] and Time.get_ticks_msec() - begin < LIMIT_MS:
		await process_frame
	if not is_over[0]:
		suite.fail("the test did not end")
	suite.clean_up()
	for error in _errors.take():
		suite.fail("an error that the test does not expect: " + error)
	_say(name, suite.failures, Time.get_ticks_msec() - begin)


func _call(suite: RefCounted, method: String, is_over: Array) -> void:
	await suite.call(method)
	is_over[0] = true


func _say(name: String, failures: PackedStringArray, ms: int) -> void:
	if failures.is_empty():
		_passed += 1
		print("ok      %s (%d ms)" % [name, ms])
		return
	_failed += 1
	print("FAILED  %s: %s" % [name, " / ".join(failures)])


func _is_wanted(name: String) -> bool:
	var parts := OS.get_cmdline_user_args()
	return parts.is_empty() or Array(parts).any(func(part: String) -> bool: return name.contains(part))
