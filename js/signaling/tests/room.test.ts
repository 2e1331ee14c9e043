import assert from "node:assert/strict";
import { after, test } from "node:test";
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { Room, RoomError, type RoomOptions } from "../src/index.js";
import { Recorder } from "./recorder.js";
import { nowhere, Server } from "./server.js";

const rooms: Room[] = [];
let count = 0;

// Before the server, which its own hook ends.
after(() => Promise.all(rooms.map(room => room.leave())));
const server = await Server.start();

/** A room name that no other test has. */
const newName = () => `room ${++count} Grüße`;

async function join(name: string | null, member: string, more: Partial<RoomOptions> = {}): Promise<Room> {
  const room = await Room.join(server.url, name, { name: member, ...more });
  rooms.push(room);
  return room;
}

const refusal = (code: string) => (error: unknown) => error instanceof RoomError && error.code === code && error.message !== "";

test("join_withoutAName_makesARoomWithACode", async () => {
  const ann = await join(null, "Ann");
  assert.match(ann.name, /^[A-Z2-8]{6}$/);
  assert.equal(ann.state, "connected");
  assert.equal(ann.host, ann.self);
  const bob = await join(ann.name, "Bob", { mustExist: true });
  assert.deepEqual([...bob.members.values()].map(member => member.name), ["Ann", "Bob"]);
});

test("events_ofEachKind_areRaisedInOrder", async () => {
  const name = newName();
  const ann = await join(name, "Ann");
  const atAnn = new Recorder(ann);
  const bob = await join(name, "Bob", { metadata: { color: "red" } });
  const cid = await join(name, "Cid");
  const [atBob, atCid] = [new Recorder(bob), new Recorder(cid)];
  await bob.send("hello");
  await bob.send("psst", bob.members.get(ann.self.id));
  await bob.setMetadata({ color: "blue" });
  await ann.seal();
  await ann.seal(false);
  await ann.leave();
  await atBob.until("Bob is host");
  await atCid.until("Bob is host");
  assert.deepEqual(atAnn.events.slice(0, 7), ["Bob joined", "Cid joined", "Bob: hello", "Bob to me: psst", "Bob updated", "sealed", "opened"]);
  assert.deepEqual(atCid.events, ["Bob: hello", "Bob updated", "sealed", "opened", "Ann left", "Bob is host"]);
  assert.equal(cid.members.get(bob.self.id)!.metadata.color, "blue");
  assert.equal(cid.host?.name, "Bob");
});

test("send_manyAtOnce_arriveOnceAndInOrder", async () => {
  const name = newName();
  const [ann, bob] = [await join(name, "Ann"), await join(name, "Bob")];
  const atBob = new Recorder(bob);
  const texts = Array.from({ length: 200 }, (_, i) => `${i} ${"x".repeat(i * 10)}`);
  await Promise.all(texts.map(text => ann.send(text)));
  await atBob.until(`Ann: ${texts.at(-1)}`);
  assert.deepEqual(atBob.of("Ann: "), texts.map(text => `Ann: ${text}`));
});

test("join_refused_saysWhy", async () => {
  const name = newName();
  await assert.rejects(join(name, ""), refusal("bad-request"));
  await assert.rejects(join(name, "x".repeat(65)), refusal("too-large"));
  await assert.rejects(join(name, "Ann", { mustExist: true }), refusal("no-such-room"));
  const ann = await join(name, "Ann", { sizeLimit: 2 });
  await ann.seal();
  await assert.rejects(join(name, "Bob"), refusal("room-sealed"));
  await ann.seal(false);
  const bob = await join(name, "Bob");
  await assert.rejects(bob.seal(), refusal("not-allowed"));
  await assert.rejects(join(name, "Cid"), refusal("room-full"));
});

test("send_refused_saysWhyAndTheOthersArrive", async () => {
  const name = newName();
  const [ann, bob, cid] = [await join(name, "Ann"), await join(name, "Bob"), await join(name, "Cid")];
  const atBob = new Recorder(bob);
  const gone = cid.self;
  await cid.leave();
  await atBob.until("Cid left");
  const results = await Promise.allSettled([ann.send("1"), ann.send("x".repeat(100_000)), ann.send("2"), ann.send("?", gone), ann.send("3\0\ud800 \u{1f600}"), ann.send("4")]);
  await atBob.until("Ann: 4");
  assert.deepEqual(atBob.of("Ann: "), ["Ann: 1", "Ann: 2", "Ann: 3\0\ufffd \u{1f600}", "Ann: 4"]);
  assert.deepEqual(results.map(result => (result.status === "rejected" ? (result.reason as RoomError).code : "")).slice(0, 4), ["", "too-large", "", "no-such-member"]);
  await ann.send("last");
  await atBob.until("Ann: last");
});

test("send_thatTheServerCannotRead_isRefusedAndTheOthersArrive", async () => {
  const name = newName();
  const [ann, bob] = [await join(name, "Ann"), await join(name, "Bob")];
  const atBob = new Recorder(bob);
  const wrong = { a: 7 } as unknown as Record<string, string>;
  const results = await Promise.allSettled([ann.send("1"), ann.setMetadata(wrong), ann.send("2")]);
  await atBob.until("Ann: 2");
  assert.deepEqual(results.map(result => (result.status === "rejected" ? (result.reason as RoomError).code : "")), ["", "bad-request", ""]);
  assert.deepEqual(atBob.of("Ann: "), ["Ann: 1", "Ann: 2"]);
});

test("leave_twice_endsTheRoomOnce", async () => {
  const name = newName();
  const [ann, bob] = [await join(name, "Ann"), await join(name, "Bob")];
  const [atAnn, atBob] = [new Recorder(ann), new Recorder(bob)];
  await Promise.all([ann.leave(), ann.leave()]);
  await ann.leave();
  await atBob.until("Ann left");
  await assert.rejects(ann.send("late"), refusal("closed"));
  assert.deepEqual(atAnn.of("closed"), ["closed"]);
  assert.equal(ann.error, null);
});

test("listener_thatThrows_losesNoEvent", async t => {
  t.mock.method(console, "error", () => {});
  const name = newName();
  const [ann, bob] = [await join(name, "Ann"), await join(name, "Bob")];
  bob.on("message", () => { throw new Error("of the page"); });
  const atBob = new Recorder(bob);
  await Promise.all(Array.from({ length: 20 }, (_, i) => ann.send(`${i}`)));
  await atBob.until("Ann: 19");
  assert.equal(atBob.of("Ann: ").length, 20);
});

test("negotiation_thatIsGarbage_harmsNothing", async () => {
  const name = newName();
  const bob = await join(name, "Bob");
  const atBob = new Recorder(bob);
  const hub = new HubConnectionBuilder()
    .withUrl(server.url, { transport: HttpTransportType.WebSockets, skipNegotiation: true }).configureLogging(LogLevel.None).build();
  hub.on("Deliver", () => {});
  await hub.start();
  await hub.invoke("Join", { room: name, name: "Eve" });
  const texts = ["", "nonsense", "null", "[]", "7", "{}", '{"generation":"1"}', '{"generation":0}', '{"generation":-1,"bye":true}', '{"generation":null}'];
  await hub.invoke("Send", { number: 1, items: [...texts.map(text => ({ kind: "message", topic: "webrtc", text })), { kind: "message", text: "done" }] });
  await atBob.until("Eve: done");
  await hub.stop();
  assert.equal(bob.state, "connected");
});

test("join_whereSomeServersAreGone_takesAnother", async () => {
  const gone = await nowhere();
  const room = await Room.join(gone, newName(), { name: "Ann", otherServers: [await nowhere(), server.url] });
  rooms.push(room);
  assert.equal(room.state, "connected");
  await assert.rejects(Room.join(gone, newName(), { name: "Ann" }), refusal("unreachable"));
});
