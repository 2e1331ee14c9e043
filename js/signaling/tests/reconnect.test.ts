import assert from "node:assert/strict";
import { test } from "node:test";
import { Room, RoomError } from "../src/index.js";
import { Recorder } from "./recorder.js";
import { Server } from "./server.js";
import { Way } from "./way.js";

test("send_whileTheNetworkIsCut_arrivesOnceAndInOrder", async () => {
  const server = await Server.start();
  const way = await Way.to(server.port);
  const ann = await Room.join(way.url, "room", { name: "Ann" });
  const bob = await Room.join(server.url, "room", { name: "Bob" });
  const [atAnn, atBob] = [new Recorder(ann), new Recorder(bob)];
  await atAnn.until("Bob joined");
  const sent: Promise<void>[] = [];
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 50; i++) sent.push(ann.send(`${round}.${i}`)); // some of them are on their way
    way.cut();
    sent.push(ann.send(`${round} cut`), bob.send(`${round}`));
    await atBob.until("Ann lost");
    way.restore();
    await atBob.until(`Ann: ${round} cut`);
    await atAnn.until(`Bob: ${round}`);
  }
  await Promise.all(sent);
  const expected = [0, 1, 2].flatMap(round => [...Array.from({ length: 50 }, (_, i) => `${round}.${i}`), `${round} cut`]);
  assert.deepEqual(atBob.of("Ann: "), expected.map(text => `Ann: ${text}`));
  assert.deepEqual(atAnn.of("Bob: "), ["Bob: 0", "Bob: 1", "Bob: 2"]);
  assert.deepEqual(atAnn.events.filter(event => event === "reconnecting" || event === "connected").slice(0, 2), ["reconnecting", "connected"]);
  await Promise.all([ann.leave(), bob.leave()]);
});

test("server_thatHasForgottenTheRoom_closesItWithTheReason", async () => {
  const first = await Server.start();
  const ann = await Room.join(first.url, "room", { name: "Ann" });
  const atAnn = new Recorder(ann);
  await first.kill();
  await atAnn.until("reconnecting");
  const late = assert.rejects(ann.send("late"), (error: unknown) => error instanceof RoomError && error.code === "session-over");
  await Server.start(first.port); // its rooms were in the memory of the first one
  await atAnn.until("closed");
  await late;
  assert.equal(ann.error?.code, "session-over");
});

test("leave_whileTheServerIsGone_endsAtOnce", async () => {
  const server = await Server.start();
  const ann = await Room.join(server.url, "room", { name: "Ann" });
  const atAnn = new Recorder(ann);
  await server.kill();
  await atAnn.until("reconnecting");
  await ann.leave();
  assert.equal(ann.state, "closed");
});

test("leave_serverDiesMeanwhile_ends", async () => {
  const server = await Server.start();
  const ann = await Room.join(server.url, "room", { name: "Ann" });
  server.pause();
  const left = ann.leave();
  await server.kill();
  await left;
  assert.equal(ann.state, "closed");
});
