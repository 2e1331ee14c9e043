extends Logger
## Keeps what Godot's log says of errors, so that tests can ask for them.

var _mutex := Mutex.new()
var _errors := PackedStringArray()


func _log_error(function: String, file: String, line: int, code: String, rationale: String, _editor_notify: bool,
		error_type: int, _script_backtraces: Array[ScriptBacktrace]) -> void:
	if error_type == ERROR_TYPE_WARNING:
		return
	_mutex.lock()
	_errors.append("%s (%s, %s:%d)" % [rationale if rationale else code, function, file, line])
	_mutex.unlock()


## The errors since the last call.
func take() -> PackedStringArray:
	_mutex.lock()
	var taken := _errors
	_errors = PackedStringArray()
	_mutex.unlock()
	return taken


func count() -> int:
	_mutex.lock()
	var number := _errors.size()
	_mutex.unlock()
	return number
