extends "res://support/test.gd"
## The scripts of docs/godot.md, as they stand there. Each begins with a comment, its file name.

const Proc := preload("res://support/proc.gd")


func test_first_connection() -> void:
	var node: Node = load(_script("first_connection.gd")).new()
	tree.root.add_child(node)
	await until(func() -> bool: return node.heard == "Hello, Alice.", "the greeting")
	node.free()


func test_two_players() -> void:
	var scene := FileAccess.open("res://player.tscn", FileAccess.WRITE)
	scene.store_string("""[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="%s" id="1"]

[node name="Game" type="Node"]
script = ExtResource("1")
""" % _script("player.gd"))
	scene.close()
	var host := _start(["--host"])
	await until(func() -> bool: return Proc.is_bound(9080), "port 9080")
	var client := _start([])
	var said := {"host": "", "client": ""}
	await until(func() -> bool:
		said.host += host.stdio.get_as_text()
		said.client += client.stdio.get_as_text()
		return said.host.contains("Hello, player 1.") and said.client.contains("Hello, player 2."), "both greet")
	var errors_of_both: String = host.stderr.get_as_text() + client.stderr.get_as_text()
	check(failures.is_empty() and not errors_of_both.contains("ERROR"), "%s %s" % [said, errors_of_both])
	OS.kill(host.pid)
	OS.kill(client.pid)


func test_every_script_is_run_here() -> void:
	equal(_scripts().keys(), ["first_connection.gd", "player.gd"])


# The page says so.
func test_multiplayer_takes_thirty_lines() -> void:
	var lines := Array(_scripts()["player.gd"].split("\n")).filter(func(line: String) -> bool: return not line.strip_edges().is_empty())
	check(lines.size() <= 30, "%d lines" % lines.size())


func _start(arguments: Array) -> Dictionary:
	return OS.execute_with_pipe(OS.get_executable_path(), ["--headless", "res://player.tscn", "--"] + arguments, false)


func _script(name: String) -> String:
	var path := "res://" + name
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(_scripts()[name])
	file.close()
	return path


func _scripts() -> Dictionary:
	var scripts := {}
	for block in FileAccess.get_file_as_string("res://godot.md").split("```gdscript\n").slice(1):
		var text := block.get_slice("```", 0)
		scripts[text.get_slice("\n", 0).trim_prefix("# ")] = text
	return scripts
