extends Node
## What the processes of a session share: remote calls of each kind, and a value of the server's that is kept in step.

## By sender and kind, the numbers that were heard.
var heard := {}
## The senders' own channel, ids and the rest: of the last call.
var value := 0


func _init() -> void:
	name = "Speaker"
	var config := SceneReplicationConfig.new()
	config.add_property(^":value")
	var synchronizer := MultiplayerSynchronizer.new()
	synchronizer.name = "Synchronizer"
	synchronizer.replication_config = config
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


func _hear(kind: String, number: int) -> void:
	var key := "%d %s" % [multiplayer.get_remote_sender_id(), kind]
	heard.get_or_add(key, []).append(number)
