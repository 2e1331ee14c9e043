"use strict";

// The browser's peer. A test starts it, gives it commands and reads its events. Signals for the other side go to the test's
// function `signal`; signals from the other side arrive at `accept`.
const peer = {
  connection: null,
  channels: [], // those made here and those received, in the order in which they came
  trickles: true,
  polite: true,
  makesOffer: false,
  ignoresOffer: false,
  failures: [],
  last: Promise.resolve(),

  start({ trickles, polite, bundlePolicy }) {
    Object.assign(peer, { trickles, polite });
    const connection = peer.connection = new RTCPeerConnection({ bundlePolicy });
    connection.ondatachannel = ({ channel }) => peer.watch(channel);
    connection.onnegotiationneeded = () => peer.offer().catch(peer.fail);
    connection.onicecandidate = ({ candidate }) => {
      if (peer.trickles && candidate)
        signal(JSON.stringify({ candidate }));
    };
  },

  // Signals take effect one after the other.
  accept(message) {
    const { description, candidate } = JSON.parse(message);
    peer.last = peer.last
      .then(() => description ? peer.acceptDescription(description) : peer.acceptCandidate(candidate))
      .catch(peer.fail);
  },

  async offer() {
    peer.makesOffer = true;
    try {
      await peer.describe();
    } finally {
      peer.makesOffer = false;
    }
  },

  // Sets the description that is due, and sends it: at once, or when all candidates are in it.
  async describe() {
    const { connection } = peer;
    await connection.setLocalDescription();
    while (!peer.trickles && connection.iceGatheringState !== "complete")
      await new Promise(done => connection.addEventListener("icegatheringstatechange", done, { once: true }));
    signal(JSON.stringify({ description: connection.localDescription }));
  },

  async acceptDescription(description) {
    const { connection } = peer;
    const collides = description.type === "offer" && (peer.makesOffer || connection.signalingState !== "stable");
    peer.ignoresOffer = collides && !peer.polite;
    if (peer.ignoresOffer)
      return;
    await connection.setRemoteDescription(description);
    if (description.type === "offer")
      await peer.describe();
  },

  async acceptCandidate(candidate) {
    try {
      await peer.connection.addIceCandidate(candidate);
    } catch (error) {
      if (!peer.ignoresOffer)
        throw error;
    }
  },

  // The number of the new channel.
  create(label, options) {
    return peer.watch(peer.connection.createDataChannel(label, options));
  },

  watch(channel) {
    channel.binaryType = "arraybuffer";
    const watched = { channel, messages: [], events: [], echoes: false };
    for (const type of ["open", "closing", "close", "error"])
      channel.addEventListener(type, () => watched.events.push(type));
    channel.onmessage = ({ data }) => {
      watched.messages.push(data);
      if (watched.echoes)
        channel.send(data);
    };
    return peer.channels.push(watched) - 1;
  },

  // The number of the first with that label, or -1.
  find(label) {
    return peer.channels.findIndex(({ channel }) => channel.label === label);
  },

  state(number) {
    return peer.channels[number].channel.readyState;
  },

  // Options as the channel has them, in JSON; what this browser does not tell is missing.
  options(number) {
    const { label, protocol, ordered, negotiated, maxRetransmits, maxPacketLifeTime, id, priority } =
      peer.channels[number].channel;
    return JSON.stringify({
      label, protocol, ordered, negotiated, maxRetransmits, maxPacketLifeTime, id, priority,
    });
  },

  // "" or the name of the exception.
  trySend(number, data) {
    try {
      peer.channels[number].channel.send(data);
      return "";
    } catch (error) {
      return error.name;
    }
  },

  // Numbered messages, as fast as the buffer takes them.
  async sendNumbered(number, count, length) {
    const { channel } = peer.channels[number];
    channel.bufferedAmountLowThreshold = 64 * 1024;
    for (let i = 0; i < count; i++) {
      if (channel.bufferedAmount > 1024 * 1024)
        await new Promise(done => channel.addEventListener("bufferedamountlow", done, { once: true }));
      channel.send(content.numbered(i, length));
    }
  },

  async selectedPair() {
    const report = await peer.connection.getStats();
    const { selectedCandidatePairId } = [...report.values()].find(({ type }) => type === "transport");
    const pair = report.get(selectedCandidatePairId);
    return { local: report.get(pair.localCandidateId), remote: report.get(pair.remoteCandidateId) };
  },

  // For the message of a test that has waited too long.
  status() {
    const { connectionState, signalingState, iceConnectionState, iceGatheringState, localDescription } = peer.connection;
    return [connectionState, signalingState, iceConnectionState, iceGatheringState, ...peer.failures, localDescription?.sdp].join(" ");
  },

  fail(error) {
    peer.failures.push(String(error));
  },
};
