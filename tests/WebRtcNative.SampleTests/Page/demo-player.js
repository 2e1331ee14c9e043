"use strict";

// A player in a page: the JSON of Godot's signaling demo over a WebSocket of the browser, and to each other player the connection that Godot's
// WebRTCMultiplayerPeer makes. Its channels are negotiated; their ids and labels are Godot's.
const JOIN = 0, ID = 1, PEER_CONNECT = 2, OFFER = 4, ANSWER = 5, CANDIDATE = 6;

const CHANNELS = [
  ["reliable", { id: 1 }],
  ["ordered", { id: 2, maxPacketLifeTime: 1 }],
  ["unreliable", { id: 3, ordered: false, maxPacketLifeTime: 1 }],
  ["4", { id: 4 }],
  ["5", { id: 5, ordered: false, maxPacketLifeTime: 1 }],
];

const player = {
  id: 0,
  lobby: "",
  peers: new Map(), // by id: { connection, channels }
  failures: [],
  socket: null,
  last: Promise.resolve(),

  start(address, lobby) {
    player.socket = new WebSocket(address);
    player.socket.onopen = () => player.send(JOIN, 0, lobby);
    player.socket.onmessage = ({ data }) => {
      const { type, id, data: content } = JSON.parse(data);
      // One after the other: a candidate waits for the description before it.
      player.last = player.last.then(() => player.receive(type, id, content)).catch(player.fail);
    };
  },

  async receive(type, id, data) {
    const connection = player.peers.get(id)?.connection;
    if (type === ID) {
      player.id = id;
    } else if (type === JOIN) {
      player.lobby = data;
    } else if (type === PEER_CONNECT) {
      await player.meet(id);
    } else if (type === OFFER) {
      await connection.setRemoteDescription({ type: "offer", sdp: data });
      await player.describe(id, ANSWER);
    } else if (type === ANSWER) {
      await connection.setRemoteDescription({ type: "answer", sdp: data });
    } else if (type === CANDIDATE) {
      const [, sdpMid, sdpMLineIndex, candidate] = data.split("\n");
      await connection.addIceCandidate({ sdpMid, sdpMLineIndex: Number(sdpMLineIndex), candidate });
    }
  },

  // As in the demo, the player with the higher id makes the offer.
  async meet(id) {
    const connection = new RTCPeerConnection();
    connection.onicecandidate = ({ candidate }) => {
      if (candidate)
        player.send(CANDIDATE, id, `\n${candidate.sdpMid}\n${candidate.sdpMLineIndex}\n${candidate.candidate}`);
    };
    const channels = CHANNELS.map(([label, options]) => connection.createDataChannel(label, { negotiated: true, ...options }));
    for (const channel of channels)
      channel.binaryType = "arraybuffer";
    player.peers.set(id, { connection, channels });
    if (id < player.id)
      await player.describe(id, OFFER);
  },

  async describe(id, type) {
    const { connection } = player.peers.get(id);
    await connection.setLocalDescription();
    player.send(type, id, connection.localDescription.sdp);
  },

  send(type, id, data) {
    player.socket.send(JSON.stringify({ type, id, data }));
  },

  isConnected(id) {
    return player.peers.has(id) && player.peers.get(id).channels.every(({ readyState }) => readyState === "open");
  },

  // Sends a message that the other side sends back. An unreliable one may be lost, and is sent again. Returns "" if it came back as it was.
  echo(id, number, length) {
    const channel = player.peers.get(id).channels[number];
    const sent = new Uint8Array(length).map((_, i) => i * 7 + length + number);
    return new Promise(done => {
      const again = channel.maxPacketLifeTime === null ? 0 : setInterval(() => channel.send(sent), 500);
      channel.onmessage = ({ data }) => {
        const received = new Uint8Array(data);
        // The second copy of a message before.
        if (received.length !== length && again !== 0)
          return;
        clearInterval(again);
        channel.onmessage = null;
        done(received.length === length && received.every((byte, i) => byte === sent[i])
          ? "" : `${length} bytes on ${channel.label} came back as ${received.length} others`);
      };
      channel.send(sent);
    });
  },

  fail(error) {
    player.failures.push(String(error));
  },
};
