extends RefCounted
## Files of /proc, whose length is unknown: get_file_as_string reads nothing of them.


static func read(path: String) -> String:
	var file := FileAccess.open(path, FileAccess.READ)
	return file.get_buffer(1 << 20).get_string_from_ascii() if file != null else ""


## Bytes of this process in memory.
static func resident() -> int:
	return read("/proc/self/statm").get_slice(" ", 1).to_int() * 4096


static func threads() -> Array:
	return Array(DirAccess.get_directories_at("/proc/self/task")).map(func(id: String) -> String:
		return read("/proc/self/task/%s/comm" % id).strip_edges())


## Whether a socket for datagrams has this port, in any process.
static func is_bound(port: int) -> bool:
	return (read("/proc/net/udp") + read("/proc/net/udp6")).contains(":%04X 0" % port)
