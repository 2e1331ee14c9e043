// A pair made with node-datachannel's own interface, which is libdatachannel's.
import library from 'node-datachannel';

const { PeerConnection } = library;

/** @param mapped The candidate that the other side is to know, given 'A' or 'B' and this side's. */
export async function connect(mapped = (side, candidate) => candidate, options = {}) {
  const a = new PeerConnection('a', { iceServers: [], ...options });
  const b = new PeerConnection('b', { iceServers: [], ...options });
  const received = new Promise(resolve => b.onDataChannel(resolve));
  b.onLocalDescription((sdp, type) => {
    a.setRemoteDescription(sdp, type);
    answered();
  });
  // libdatachannel gives an answer to its ICE transport before it stores the fingerprint, and refuses a handshake that arrives
  // in between. So neither side learns where to send its checks before the answer is set.
  let answered;
  const hasAnswer = new Promise(resolve => {
    answered = resolve;
  });
  a.onLocalCandidate((candidate, mid) => hasAnswer.then(async () => b.addRemoteCandidate(await mapped('A', candidate), mid)));
  b.onLocalCandidate((candidate, mid) => hasAnswer.then(async () => a.addRemoteCandidate(await mapped('B', candidate), mid)));
  a.onLocalDescription((sdp, type) => b.setRemoteDescription(sdp, type));
  const channel = a.createDataChannel('channel');
  const other = await received;
  await Promise.all([opened(channel), opened(other)]);
  return {
    a: end(channel),
    b: end(other),
    limit: channel.maxMessageSize(),
    close() {
      a.close();
      b.close();
    },
  };
}

const opened = channel => new Promise(resolve => {
  if (channel.isOpen()) resolve();
  else channel.onOpen(resolve);
});

const end = channel => ({
  send: message => channel.sendMessageBinary(message),
  buffered: () => channel.bufferedAmount(),
  onMessage: callback => channel.onMessage(callback),
  onLow(threshold, callback) {
    channel.setBufferedAmountLowThreshold(threshold);
    channel.onBufferedAmountLow(callback);
  },
});
