extends "res://support/test.gd"
## Godot's own WebRTCMultiplayerPeer over the extension, in processes of their own.

const Session := preload("res://support/session.gd")
const KINDS := ["reliable", "ordered", "unreliable", "extra"]
const CALLS := 50

## Texts of errors that the processes of a test may have in their logs.
var _expected_errors := []


func test_mesh_of_four() -> void:
	var session := await _mesh([1, 2, 3, 4])
	await _all_hear_all(session, [1, 2, 3, 4])


func test_server_with_eight_clients() -> void:
	var session := await _server(8)
	for kind: String in KINDS:
		session.tell(1, ["say", kind, CALLS, 0])
		session.tell(5, ["say", kind, CALLS, 1])
	await _until_reports(session, func(id: int, report: Dictionary) -> bool:
		return KINDS.all(func(kind: String) -> bool:
			return report.heard.get("%d %s" % [5 if id == 1 else 1, kind], []) == range(CALLS)), "everyone hears every call")
	# A client calls another through the server.
	session.tell(5, ["say", "reliable", CALLS, 9])
	await _until_reports(session, func(id: int, report: Dictionary) -> bool:
		return id != 9 or report.heard.get("5 reliable", []) == range(CALLS), "a client hears a client")


func test_late_joiner() -> void:
	var session := await _mesh([1, 2, 3])
	session.start(4, "mesh")
	await until(func() -> bool: return session.is_there(4), "the fourth is there")
	for id in [1, 2, 3]:
		session.introduce(4, id)
	await _until_connected(session, [1, 2, 3, 4])
	await _all_hear_all(session, [1, 2, 3, 4])


func test_killed_peer_is_noticed_and_its_id_can_come_back() -> void:
	var session := await _mesh([1, 2, 3])
	session.kill(3)
	await until(func() -> bool: return session.connected[1] == [2] and session.connected[2] == [1], "the others notice")
	session.start(3, "mesh")
	await until(func() -> bool: return session.is_there(3), "it is there again")
	for id in [1, 2]:
		session.introduce(3, id)
	await _until_connected(session, [1, 2, 3])
	await _all_hear_all(session, [1, 2, 3])


func test_close_tells_the_others_at_once() -> void:
	var session := await _mesh([1, 2, 3])
	session.tell(2, ["close"])
	var begin := Time.get_ticks_msec()
	await until(func() -> bool: return session.connected[1] == [3] and session.connected[3] == [1], "the others notice")
	# Without a word it would take them as long as ICE takes to fail.
	check(Time.get_ticks_msec() - begin < 5_000, "it took %d ms" % (Time.get_ticks_msec() - begin))


func test_disconnect_peer() -> void:
	# The synchronizer sends until the peer has left, while its channels are closing.
	_expected_errors = ["The data channel is not open."]
	var session := await _server(3)
	session.tell(1, ["disconnect", 3])
	await until(func() -> bool: return session.connected[1] == [2, 4] and session.connected[3] == [], "both sides notice")
	session.tell(1, ["say", "reliable", CALLS, 0])
	await _until_reports(session, func(id: int, report: Dictionary) -> bool:
		return id in [1, 3] or report.heard.get("1 reliable", []) == range(CALLS), "the others go on")


func test_refuse_new_connections() -> void:
	_expected_errors = ["is_refusing_new_connections()"]
	var session := await _server(1)
	session.tell(1, ["refuse", true])
	session.start(3, "client")
	await until(func() -> bool: return session.is_there(3), "the second client is there")
	session.tell(1, ["meet", 3, true])
	await until(func() -> bool: return session.refused == [[1, 3]], "it is refused")
	equal(session.connected[1], [2])
	session.tell(1, ["refuse", false])
	session.introduce(1, 3)
	await until(func() -> bool: return session.connected[1] == [2, 3] and session.connected[3] == [1], "and taken later")


# The server counts once a frame. Each count is a packet, so that the clients' updates are counted, and no time is measured.
func test_synchronizer_stays_in_step_at_60_hz() -> void:
	var session := await _server(3)
	session.tell_all(["pace", 60])
	session.tell(1, ["count", true])
	await _until_reports(session, func(_id: int, report: Dictionary) -> bool: return report.value > 180, "all count")
	session.tell(1, ["count", false])
	await _until_reports(session, func(_id: int, report: Dictionary) -> bool:
		return session.reports.has(1) and report.value == session.reports[1].value, "all have the server's value")
	for id: int in [2, 3, 4]:
		var report: Dictionary = session.reports[id]
		check(report.updates > report.value / 2, "%d updates of %d" % [report.updates, report.value])
		equal(report.steps_back, 0, "steps back")


func clean_up() -> void:
	var sessions := _polled.filter(func(object: Object) -> bool: return object is Session)
	super()
	for session: Session in sessions:
		for problem: Variant in session.problems_at_end(_expected_errors):
			fail(str(problem))


func _mesh(ids: Array) -> Session:
	var session: Session = polled(Session.new())
	for id: int in ids:
		session.start(id, "mesh")
	await until(func() -> bool: return ids.all(session.is_there), "the processes are there")
	for i in ids.size():
		for j in i:
			session.introduce(ids[i], ids[j])
	await _until_connected(session, ids)
	return session


## The clients have the ids from 2.
func _server(clients: int) -> Session:
	var session: Session = polled(Session.new())
	session.start(1, "server")
	for id in range(2, clients + 2):
		session.start(id, "client")
	await until(func() -> bool: return range(1, clients + 2).all(session.is_there), "the processes are there")
	for id in range(2, clients + 2):
		session.introduce(id, 1)
	await until(func() -> bool:
		return session.connected[1].size() == clients and range(2, clients + 2).all(
			func(id: int) -> bool: return 1 in session.connected[id]), "all are connected")
	return session


func _until_connected(session: Session, ids: Array) -> void:
	await until(func() -> bool:
		return ids.all(func(id: int) -> bool: return session.connected[id].size() == ids.size() - 1), "all are connected to all")


func _all_hear_all(session: Session, ids: Array) -> void:
	for kind: String in KINDS:
		session.tell_all(["say", kind, CALLS, 0])
	await _until_reports(session, func(id: int, report: Dictionary) -> bool:
		return ids.all(func(other: int) -> bool:
			return other == id or KINDS.all(func(kind: String) -> bool:
				return report.heard.get("%d %s" % [other, kind], []) == range(CALLS))), "everyone hears every call of everyone")


## Asks all processes until their reports are right.
func _until_reports(session: Session, is_right: Callable, what: String) -> void:
	var asked := [0]
	await until(func() -> bool:
		if Time.get_ticks_msec() - asked[0] > 50:
			asked[0] = Time.get_ticks_msec()
			session.tell_all(["report"])
		return session._links.keys().all(func(id: int) -> bool: return session.reports.has(id) and is_right.call(id, session.reports[id])), what)
	if not failures.is_empty():
		fail("the reports are %s" % session.reports)
