extends Node2D
## The game. The host is on the left, and moves the ball; each player moves the own paddle.
## Arguments after "--": --bot plays by itself and quits at the end, --server=URL, --code=CODE.

const COURT := Vector2(640, 360)
const PADDLE := Vector2(10, 60)
const PADDLE_X := [20.0, 620.0]
const PADDLE_SPEED := 300.0
const BALL_SPEED := 300.0
const POINTS := 3

@onready var _signaling := $Signaling
@onready var _message: Label = $Message
@onready var _code: LineEdit = $Code

var _paddles := [180.0, 180.0] # the height of each center
var _ball := COURT / 2
var _velocity := Vector2(BALL_SPEED, 100)
var _score := [0, 0]
var _own := 0 # 0: left, 1: right
var _is_playing := false

var _is_bot := false
var _bot_aim := 0.0 # how far off the paddle's center the bot takes the ball
var _url := "ws://127.0.0.1:8080/godot"


func _ready() -> void:
	multiplayer.peer_connected.connect(_on_peer_connected)
	multiplayer.peer_disconnected.connect(_on_peer_disconnected)
	_signaling.lobby_joined.connect(_on_lobby_joined)
	_signaling.failed.connect(_end)
	_code.text_submitted.connect(func(code: String) -> void: _signaling.start(_url, code))
	var code := ""
	for argument in OS.get_cmdline_user_args():
		var value := argument.get_slice("=", 1)
		match argument.get_slice("=", 0):
			"--bot": _is_bot = true
			"--server": _url = value
			"--code": code = value
	if _is_bot:
		_signaling.start(_url, code)
	else:
		_code.grab_focus()


func _on_lobby_joined(code: String) -> void:
	_code.text = code
	_message.text = "The other player needs this code."
	print("code ", code)


func _on_peer_connected(_id: int) -> void:
	_own = 0 if multiplayer.is_server() else 1
	_code.hide()
	_is_playing = true
	_message.text = "0 : 0"
	print("The game begins.")


func _on_peer_disconnected(_id: int) -> void:
	if _is_playing:
		_end("The other player has left.")
	elif _is_bot:
		get_tree().quit() # the other one has the result


func _physics_process(delta: float) -> void: # 60 times a second
	if not _is_playing:
		return
	var direction := _bot_direction() if _is_bot else Input.get_axis("ui_up", "ui_down")
	_paddles[_own] = clampf(_paddles[_own] + direction * PADDLE_SPEED * delta, PADDLE.y / 2, COURT.y - PADDLE.y / 2)
	set_paddle.rpc(_paddles[_own])
	if multiplayer.is_server():
		_move_ball(delta)
		set_ball.rpc(_ball)
	queue_redraw()


func _move_ball(delta: float) -> void:
	var before := _ball.x
	_ball += _velocity * delta
	if _ball.y < 0 or _ball.y > COURT.y:
		_ball.y = clampf(_ball.y, 0, COURT.y)
		_velocity.y = -_velocity.y
	var side := 0 if _velocity.x < 0 else 1
	var has_crossed: bool = signf(before - PADDLE_X[side]) != signf(_ball.x - PADDLE_X[side])
	if has_crossed and absf(_ball.y - _paddles[side]) <= PADDLE.y / 2:
		_ball.x = before
		# The farther from the center, the steeper. It gets faster, until one cannot follow.
		var steepness: float = (_ball.y - _paddles[side]) / (PADDLE.y / 2)
		_velocity = Vector2(-_velocity.x, absf(_velocity.x) * steepness) * 1.15
	elif _ball.x < 0 or _ball.x > COURT.x:
		_score[1 - side] += 1
		_ball = COURT / 2
		_velocity = Vector2(-BALL_SPEED * signf(_velocity.x), randf_range(-200, 200))
		set_score.rpc(_score)


func _bot_direction() -> float:
	if randf() < 0.02:
		_bot_aim = randf_range(-PADDLE.y / 2, PADDLE.y / 2)
	var distance: float = _ball.y + _bot_aim - _paddles[_own]
	return signf(distance) if absf(distance) > 5 else 0.0


# A lost position is no loss: the next one is on its way.
@rpc("any_peer", "unreliable_ordered")
func set_paddle(y: float) -> void:
	_paddles[1 - _own] = clampf(y, 0, COURT.y)


@rpc("authority", "unreliable_ordered")
func set_ball(place: Vector2) -> void:
	_ball = place


@rpc("authority", "call_local", "reliable")
func set_score(score: Array) -> void:
	_score = score
	_message.text = "%d : %d" % score
	if score.max() < POINTS:
		return
	_is_playing = false
	_message.text += "   You have won." if score[_own] == POINTS else "   You have lost."
	print("score %d:%d" % score)
	if _is_bot and not multiplayer.is_server():
		get_tree().quit() # the host stays until then: a host that quits first may take the score with it


func _end(reason: String) -> void:
	_is_playing = false
	_message.text = reason
	print(reason)
	if _is_bot:
		get_tree().quit(1)


func _draw() -> void:
	for side in 2:
		draw_rect(Rect2(Vector2(PADDLE_X[side], _paddles[side]) - PADDLE / 2, PADDLE), Color.WHITE)
	draw_circle(_ball, 6, Color.WHITE)
