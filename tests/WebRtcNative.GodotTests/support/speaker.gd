extends Node
## What the processes of a session share: remote calls of each kind, and a value of the server's that is kept in step.

## By sender and kind, the numbers that were heard.
var heard := {}
## The server's counter, which the synchronizer keeps in step.
var value := 0
## How often the synchronizer has brought a value, and how often one was older than the one before.
var updates := 0
var steps_back := 0
var _last := 0


func _init() -> void:
	name = "Speaker"
	var config := SceneReplicationConfig.new()
	config.add_property(^":value")
	var synchronizer := MultiplayerSynchronizer.new()
	synchronizer.name = "Synchronizer"
	synchronizer.replication_config = config
	synchronizer.synchronized.connect(_on_synchronized)
	add_child(synchronizer)


func say(kind: String, count: int, to: int) -> void:
	for number in count:
		if to == 0:
			rpc("hear_" + kind, number)
		else:
			rpc_id(to, "hear_" + kind, number)


@rpc("any_peer", "reliable")
func hear_reliable(number: int) -> void:
	_hear("reliable", number)


@rpc("any_peer", "unreliable_ordered")
func hear_ordered(number: int) -> void:
	_hear("ordered", number)


@rpc("any_peer", "unreliable")
func hear_unreliable(number: int) -> void:
	_hear("unreliable", number)


@rpc("any_peer", "call_remote", "reliable", 1)
func hear_extra(number: int) -> void:
	_hear("extra", number)


func _on_synchronized() -> void:
	updates += 1
	if value < _last:
		steps_back += 1
	_last = value


func _hear(kind: String, number: int) -> void:
	var key := "%d %s" % [multiplayer.get_remote_sender_id(), kind]
	heard.get_or_add(key, []).append(number)
