// The echo peer (see ../../Peers/EchoPeer.cs) made of a package that has the W3C's RTCPeerConnection for Node.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const [packageName, mode, url, plan] = process.argv.slice(2);
const { RTCPeerConnection } = require(packageName);

function report(event, values = {}) {
  process.stdout.write(JSON.stringify({ event, ...values }) + '\n');
}

function fail(error) {
  report('failed', { reason: String(error && error.stack || error) });
  process.exit(1);
}

/** Sets the description and waits until all candidates are in it. */
async function setLocal(connection, description) {
  const gathered = new Promise(resolve => {
    const look = () => connection.iceGatheringState === 'complete' && resolve();
    connection.addEventListener('icegatheringstatechange', look);
    look();
  });
  await connection.setLocalDescription(description);
  await gathered;
  return JSON.stringify({ type: description.type, sdp: connection.localDescription.sdp });
}

async function readAll(stream) {
  let text = '';
  for await (const piece of stream) text += piece;
  return text;
}

function serve() {
  const channels = [];
  const connections = []; // kept from the garbage collector
  const answer = async offer => {
    const connection = new RTCPeerConnection();
    connections.push(connection);
    connection.addEventListener('datachannel', ({ channel }) => {
      const { label, protocol, ordered } = channel;
      const noLimit = 65535; // @roamhq/wrtc's null
      const maxRetransmits = channel.maxRetransmits === noLimit ? null : channel.maxRetransmits;
      report('channel', { label, protocol, ordered, maxRetransmits });
      channel.binaryType = 'arraybuffer';
      channel.addEventListener('message', ({ data }) => channel.send(data));
      channel.addEventListener('close', () => report('closed'));
      channels.push(channel);
    });
    await connection.setRemoteDescription(JSON.parse(offer));
    return setLocal(connection, await connection.createAnswer());
  };
  const server = http.createServer((request, response) => {
    if (request.url === '/close') {
      channels.forEach(channel => channel.close());
      response.end();
    } else {
      readAll(request).then(answer).then(text => response.end(text)).catch(fail);
    }
  });
  server.listen(0, '127.0.0.1', () => report('listening', { url: `http://127.0.0.1:${server.address().port}` }));
}

async function connect({ ordered, maxRetransmits, sizes, closes }) {
  const connection = new RTCPeerConnection();
  const limit = maxRetransmits === null ? {} : { maxRetransmits };
  const channel = connection.createDataChannel('echo', { ordered, ...limit });
  channel.binaryType = 'arraybuffer';
  const sent = sizes.flatMap(size => [text(size), bytes(size)]);
  const waiting = [...sent];
  channel.addEventListener('open', () => sent.forEach(message => channel.send(message)));
  channel.addEventListener('message', ({ data }) => {
    const found = waiting.findIndex(message => isSame(message, data));
    if (found < 0 || (ordered && found > 0)) fail(`an echo (${typeof data}) is wrong or out of order`);
    waiting.splice(found, 1);
    if (waiting.length > 0) return;
    report('echoed', { count: sent.length });
    if (closes) channel.close();
  });
  channel.addEventListener('close', () => {
    if (waiting.length > 0) fail('closed before the last echo');
    else report('closed');
  });

  const offer = await setLocal(connection, await connection.createOffer());
  const response = await fetch(url, { method: 'POST', body: hideCandidates(offer) });
  await connection.setRemoteDescription(await response.json());
  return [connection, channel]; // kept from the garbage collector
}

/**
 * libdatachannel gives an answer to its ICE transport before it stores the answer's fingerprint, and refuses a DTLS
 * handshake that comes in between. An answerer that does not know where to send its checks cannot be so fast.
 */
function hideCandidates(offer) {
  if (!packageName.startsWith('node-datachannel')) return offer;
  const { type, sdp } = JSON.parse(offer);
  return JSON.stringify({ type, sdp: sdp.replace(/a=(candidate:|end-of-candidates).*\r\n/g, '') });
}

function version() {
  const folder = path.join(__dirname, 'node_modules', packageName.replace(/\/polyfill$/, ''));
  report('version', { version: JSON.parse(fs.readFileSync(path.join(folder, 'package.json'))).version });
}

const text = size => Array.from({ length: size }, (_, i) => String.fromCharCode(97 + (i + size) % 26)).join('');

const bytes = size => Uint8Array.from({ length: size }, (_, i) => i * 7 + size);

function isSame(message, data) {
  return typeof message === 'string' || typeof data === 'string'
    ? message === data
    : Buffer.compare(message, new Uint8Array(data)) === 0;
}

process.on('unhandledRejection', fail);
process.stdin.on('end', () => process.exit(0)).resume(); // ends with the test
if (mode === 'serve') serve();
else if (mode === 'version') version();
else globalThis.kept = connect(JSON.parse(plan));
