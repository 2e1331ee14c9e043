// A package for Node.js:  peer.js <package> throughput <bytes> <seconds> | latency <bytes> <count> | setup <count> | version
//                            | relayed <warm-up seconds> <seconds>       (node-datachannel only)
// (see benchmarks/README.md)
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { measure } from './measure.js';
import { connector } from './w3c.js';

// The reason alone: the runner prints it.
process.on('uncaughtException', error => {
  console.error(error.message);
  process.exit(1);
});

const [name, ...command] = process.argv.slice(2);

// Each message that werift has queued makes the next one slower: with the megabyte of the others it stands still.
const highWater = name === 'werift' ? 16 * 1024 : undefined;

// LossyThroughput has a relay, and says under which of its ports the other side is to know a socket.
const replies = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function mapped(side, candidate) {
  const parts = candidate.split(' ');
  console.log(`${side} ${parts[5]}`);
  parts[5] = (await replies.next()).value;
  return parts.join(' ');
}

async function choose() {
  if (name === 'node-datachannel') return (await import('./datachannel.js')).connect;
  const library = await import(name);
  // werift leaves loopback out, and tries each address of the machine.
  const options = name === 'werift' ? { iceAdditionalHostAddresses: ['127.0.0.1'], iceUseIpv6: false } : {};
  return connector((library.default ?? library).RTCPeerConnection, options);
}

if (command[0] === 'relayed') {
  const [, warmUp, seconds] = command.map(Number);
  const { connect } = await import('./datachannel.js');
  const relayed = () => connect(mapped, { bindAddress: '127.0.0.1' });
  console.log(JSON.stringify(await measure(relayed, ['throughput', 16384, seconds], () => {}, highWater, warmUp * 1000)));
} else if (command[0] === 'version') {
  const { version } = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url)));
  console.log(JSON.stringify({ version: `${version}, Node.js ${process.versions.node}` }));
} else {
  let before;
  const figures = await measure(await choose(), command, () => {
    before = process.cpuUsage();
  }, highWater);
  const { user, system } = process.cpuUsage(before);
  const costs = { cpu_s: (user + system) / 1e6, peak_mb: process.resourceUsage().maxRSS * 1024 / 1e6 };
  console.log(JSON.stringify({ ...figures, ...costs }));
}
process.exit(0); // without waiting for the package's own threads and timers
