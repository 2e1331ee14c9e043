extends "res://support/test.gd"
## What a packet costs in managed memory, in the addon as games have it: compiled ahead of time, and called by Godot.

const Allocation := preload("res://programs/allocation.gd")


func test_packets_allocate_nothing_in_steady_state() -> void:
	OS.set_environment("DOTNET_GCgen0size", "100000000") # in hexadecimal: 4 GiB before the first collection
	var said := []
	var code := OS.execute(OS.get_executable_path(), ["--headless", "--script", "res://programs/allocation.gd"], said, true)
	OS.unset_environment("DOTNET_GCgen0size")
	var found := RegEx.create_from_string("packets (\\d+) (-?\\d+)\nlabels (-?\\d+)").search(said[0])
	if not check(code == 0 and found != null, "the program ended with %d: %s" % [code, said]):
		return
	equal(found.get_string(1).to_int(), Allocation.CALLS * (Allocation.ROUNDS + 1), "packets carried")
	# The smallest object of .NET has 24 bytes.
	check(found.get_string(3).to_int() >= Allocation.CALLS * 24, "the measure sees no objects: %s" % said[0])
	check(found.get_string(2).to_int() < Allocation.CALLS * 24, "memory grows with packets: %s" % said[0])
