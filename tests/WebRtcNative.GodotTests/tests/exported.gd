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
	check(output[0].contains("is connected"), "%s %s" % [output[0], game.stderr.get_as_text()])
	for file in DirAccess.get_files_at(folder):
		DirAccess.remove_absolute(folder + "/" + file)
	DirAccess.remove_absolute(folder)
