extends "res://support/test.gd"
## A game that is exported with its release template, and started elsewhere.


func test_exported_game_finds_its_libraries() -> void:
	var folder := "/tmp/exported-%d" % OS.get_process_id()
	DirAccess.make_dir_absolute(folder)
	var said := []
	var code := OS.execute(OS.get_executable_path(),
		["--headless", "--path", ProjectSettings.globalize_path("res://"), "--export-release", "Linux", folder + "/game"], said, true)
	if not check(code == 0, "the export ended with %d: %s" % [code, said]):
		return
	var game := OS.execute_with_pipe(folder + "/game", ["--headless"], false)
	var output := [""]
	await until(func() -> bool:
		output[0] += game.stdio.get_as_text()
		return not OS.is_process_running(game.pid), "the game ends")
	output[0] += game.stdio.get_as_text()
	var problems: String = game.stderr.get_as_text()
	code = OS.get_process_exit_code(game.pid)
	check(code == 0 and output[0].contains("is connected") and not problems.contains("ERROR"), "the game ended with %d: %s %s" % [code, output[0], problems])
	for file in DirAccess.get_files_at(folder):
		DirAccess.remove_absolute(folder + "/" + file)
	DirAccess.remove_absolute(folder)
