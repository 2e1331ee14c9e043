extends "res://support/test.gd"
## The addon as it was unpacked from the zip. Where it is not whole, Godot starts, and its log says what is wrong.

const ADDON := "addons/webrtcnative/linux-x64/"
const EXTENSION := "WebRtcNative.GodotExtension.so"
const LIBRARY := "libwebrtcnative.so"


func test_zip_has_libraries_licences_and_a_page() -> void:
	const FOLDER := "res://addons/webrtcnative/"
	var extension := ConfigFile.new()
	equal(extension.load(FOLDER + "webrtcnative.gdextension"), OK)
	var files := ["README.md", "LICENSE", "THIRD-PARTY-NOTICES.txt", "DOTNET-LICENSE.txt", "DOTNET-THIRD-PARTY-NOTICES.txt"]
	for platform in extension.get_section_keys("libraries"):
		files.append(extension.get_value("libraries", platform))
		files.append_array(extension.get_value("dependencies", platform).keys())
	check("linux-x64/" + EXTENSION in files and "linux-x64/" + LIBRARY in files, "the files are %s" % [files])
	for file: String in files:
		check(FileAccess.get_size(FOLDER + file) > 0, file + " is missing")


func test_missing_library() -> void:
	_start_with(PackedByteArray(), "libwebrtcnative")


func test_library_that_is_cut_short() -> void:
	_start_with(FileAccess.get_file_as_bytes("res://" + ADDON + LIBRARY).slice(0, 1_000_000), "was cut short")


func test_library_that_is_none() -> void:
	_start_with("<html>Not found</html>".to_utf8_buffer(), "is not a native library")


func _start_with(library: PackedByteArray, expected: String) -> void:
	var folder := "/tmp/addon-%d/" % OS.get_process_id()
	DirAccess.make_dir_recursive_absolute(folder + ADDON)
	DirAccess.make_dir_recursive_absolute(folder + ".godot")
	for file in ["project.godot", ".godot/extension_list.cfg", "addons/webrtcnative/webrtcnative.gdextension", ADDON + EXTENSION]:
		DirAccess.copy_absolute("res://" + file, folder + file)
	_write(folder + "started.gd", "extends SceneTree\nfunc _init():\n\tprint('started')\n\tquit()\n".to_utf8_buffer())
	if not library.is_empty():
		_write(folder + ADDON + LIBRARY, library)
	var said := []
	var code := OS.execute(OS.get_executable_path(), ["--headless", "--path", folder, "--script", "res://started.gd"], said, true)
	check(code == 0 and said[0].contains("started"), "Godot ended with %d: %s" % [code, said])
	check(said[0].contains(expected) and said[0].contains(folder), "Godot says: %s" % said[0])
	OS.execute("rm", ["-rf", folder])


func _write(path: String, bytes: PackedByteArray) -> void:
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_buffer(bytes)
	file.close()
