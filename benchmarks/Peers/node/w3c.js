// A pair made with the W3C's RTCPeerConnection: of a page, or of a package for Node.js.
/** @param options What the package's connections need beside no ICE servers. */
export const connector = (RTCPeerConnection, options = {}) => async () => {
  const a = new RTCPeerConnection({ iceServers: [], ...options });
  const b = new RTCPeerConnection({ iceServers: [], ...options });
  const received = new Promise(resolve => {
    b.ondatachannel = ({ channel }) => resolve(channel);
  });
  const channel = a.createDataChannel('channel');
  const offer = await a.createOffer();
  let answered;
  const hasOffer = b.setRemoteDescription(offer);
  const hasAnswer = new Promise(resolve => {
    answered = resolve;
  });
  pass(a, b, hasOffer);
  pass(b, a, hasAnswer);
  await Promise.all([a.setLocalDescription(offer), hasOffer]);
  const answer = await b.createAnswer();
  await Promise.all([b.setLocalDescription(answer), a.setRemoteDescription(answer)]);
  answered();
  const other = await received;
  await Promise.all([opened(channel), opened(other)]);
  return {
    a: end(channel),
    b: end(other),
    limit: Number(/a=max-message-size:(\d+)/.exec(answer.sdp)?.[1] ?? 65536),
    close() {
      a.close();
      b.close();
    },
  };
};

function pass(from, to, isReady) {
  from.onicecandidate = async ({ candidate }) => {
    if (!candidate?.candidate) return;
    await isReady;
    try {
      await to.addIceCandidate(candidate);
    } catch (error) {
      if (to.connectionState !== 'closed') throw error; // one that came late is not missed
    }
  };
}

const opened = channel => new Promise(resolve => {
  if (channel.readyState === 'open') resolve();
  else channel.onopen = resolve;
});

function end(channel) {
  channel.binaryType = 'arraybuffer';
  return {
    send: message => channel.send(message),
    buffered: () => channel.bufferedAmount,
    onMessage(callback) {
      channel.onmessage = callback;
    },
    onLow: 'bufferedAmountLowThreshold' in channel ? onLow : undefined, // @roamhq/wrtc has no such event
  };

  function onLow(threshold, callback) {
    channel.bufferedAmountLowThreshold = threshold;
    channel.addEventListener('bufferedamountlow', callback);
  }
}
