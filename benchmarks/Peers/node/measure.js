// The measurements, for Node.js and for a page alike. `connect` makes a pair { a, b, limit, close() } whose channel is open on
// both sides. An end has send(message), buffered(), onMessage(callback) and, if its library has such an event, onLow(threshold,
// callback). `started` is called when the measured time begins. A sender stops at `highWater` bytes. `warmUp` is the number of
// milliseconds before the measured time.

// The number of messages that a sender sends before it yields to the receiver, which runs on the same thread.
const messagesAtATime = 1024;

export function measure(connect, [command, ...numbers], started, highWater = 1024 * 1024, warmUp = 500) {
  const [first, second] = numbers.map(Number);
  switch (command) {
    case 'throughput': return throughput(connect, first, second, started, highWater, warmUp);
    case 'latency': return latency(connect, first, second, started);
    case 'setup': return setup(connect, first, started);
    default: throw new Error('throughput <bytes> <seconds> | latency <bytes> <count> | setup <count>');
  }
}

async function throughput(connect, bytes, seconds, started, highWater, warmUp) {
  const lowWater = highWater / 4;
  const { a, b, limit, close } = await connect();
  if (bytes > limit) throw new Error(`a message may have ${limit} bytes`);
  const message = make(bytes);
  const begin = performance.now() + warmUp;
  const end = begin + seconds * 1000;
  let isFull = false, sent = 0, arrived = 0, counted = 0, first = 0, last = 0;
  setTimeout(started, warmUp);
  await new Promise(done => {
    b.onMessage(() => {
      arrived++;
      const now = performance.now();
      if (now >= begin) {
        if (counted++ === 0) first = now;
        last = now;
      }
      if (arrived === sent && now >= end) done();
    });
    const fill = () => {
      if (performance.now() >= end) {
        if (arrived === sent) done();
        return;
      }
      // Only sending fills the buffer, so it need not be asked before each message.
      const room = Math.ceil((highWater - a.buffered()) / bytes);
      for (let i = Math.min(room, messagesAtATime); i > 0; i--, sent++) a.send(message);
      if (room > messagesAtATime) {
        soon(fill);
      } else {
        isFull = true;
        soon(look); // another thread may have sent it already, and the event with it
      }
    };
    const look = () => {
      if (!isFull) return;
      if (a.buffered() <= lowWater) {
        isFull = false;
        fill();
      } else if (!a.onLow) {
        soon(look);
      }
    };
    a.onLow?.(lowWater, look);
    fill();
  });
  close();
  const elapsed = (last - first) / 1000;
  const messages = counted - 1;
  return { mb_per_s: messages * bytes / elapsed / 1e6, messages_per_s: messages / elapsed, messages };
}

async function latency(connect, bytes, count, started) {
  const { a, b, close } = await connect();
  const message = make(bytes);
  const times = [];
  await new Promise(done => {
    let left = Math.floor(count / 10) + count;
    let asked = 0;
    const ask = () => {
      if (left === count) started();
      asked = performance.now();
      a.send(message);
    };
    b.onMessage(() => b.send(message));
    a.onMessage(() => {
      if (left <= count) times.push((performance.now() - asked) * 1000);
      if (--left > 0) ask();
      else done();
    });
    ask();
  });
  close();
  return { p50_us: percentile(times, 0.5), p99_us: percentile(times, 0.99), p999_us: percentile(times, 0.999) };
}

async function setup(connect, count, started) {
  const times = [];
  for (let i = -Math.floor(count / 10); i < count; i++) {
    if (i === 0) started();
    const begin = performance.now();
    const { close } = await connect();
    if (i >= 0) times.push(performance.now() - begin);
    close();
  }
  return { setup_ms: percentile(times, 0.5), setup_p99_ms: percentile(times, 0.99) };
}

const make = bytes => globalThis.Buffer?.alloc(bytes) ?? new Uint8Array(bytes);

/** After what waits already; a timer would take its millisecond, and in a page four. */
function soon(callback) {
  if (globalThis.setImmediate) {
    setImmediate(callback);
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = callback;
  port2.postMessage(null);
}

function percentile(values, part) {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil(part * sorted.length) - 1, 0)];
}
