"use strict";

// A worker whose transforms change encoded frames as the library's tests do on their side: by XOR of all but the bytes that
// packetizers read.

// Bytes that stay readable.
const readableOf = frame => frame.type === undefined ? 1 : frame.type === "key" ? 10 : 3;

const turn = frame => {
  const bytes = new Uint8Array(frame.data);
  for (let i = readableOf(frame); i < bytes.length; i++)
    bytes[i] ^= 0x5a;
  return bytes;
};

self.onrtctransform = ({ transformer }) => {
  const { side } = transformer.options;
  const counts = { passed: 0, failed: 0 };
  transformer.readable.pipeThrough(new TransformStream({
    transform(frame, controller) {
      try {
        frame.data = turn(frame).buffer;
        counts.passed++;
        controller.enqueue(frame);
      } catch {
        counts.failed++; // and the frame is lost
      }
      self.postMessage({ side, ...counts });
    },
  })).pipeTo(transformer.writable);
};
